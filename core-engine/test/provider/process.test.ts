import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);

/** A program whose backend takes `ms` milliseconds to start, and holds nothing. It never closes the provider. */
function program(ms: number): string {
  return `
    import { OpenFeature } from '@openfeature/server-sdk';
    import { consoleLogger } from '#src/logging/logger.js';
    import { BaseProvider } from '#src/provider/base.js';
    const backend = {
      start: () => new Promise((resolve) => setTimeout(resolve, ${ms}).unref()),
      close: async () => {},
      subscribe: () => () => {},
    };
    const provider = new BaseProvider({
      name: 'fake', backend, face: {}, owned: true, logger: consoleLogger, initTimeoutMillis: 100, closeTimeoutMillis: 100,
    });
    try {
      await OpenFeature.setProviderAndWait(provider);
      console.log('ready');
    } catch (error) {
      console.log(error.code);
    }
  `;
}

async function outputOf(script: string): Promise<string> {
  const cwd = resolve(import.meta.dirname, '..');
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
    timeout: 8_000,
  });
  return stdout + stderr;
}

describe('a process with a provider', () => {
  it('2.4.1 goes on until initialize has settled, in time', async () => {
    expect(await outputOf(program(30))).to.equal('ready\n');
  });

  it('2.4.2.1 or too late, and then ends by itself', async () => {
    expect(await outputOf(program(60_000))).to.equal('PROVIDER_NOT_READY\n');
  });
});
