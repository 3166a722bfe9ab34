import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { connectedInTest, flagOf } from './backend.js';

const run = promisify(execFile);

/** Runs a program that uses the package, and resolves with what it printed, once it has ended by itself. */
async function printed(program: string, urls: Readonly<Record<string, string>>): Promise<string> {
  const source = `
    import { SplitFactory } from '@polyflag/split-provider';
    const silent = { error() {}, warn() {}, info() {}, debug() {} };
    const factory = new SplitFactory('sdk-key', { urls: ${JSON.stringify(urls)}, logger: silent });
    ${program}`;
  const options = ['--unhandled-rejections=strict', '--input-type=module', '--eval', source];
  const { stdout, stderr } = await run(process.execPath, options, { cwd: import.meta.dirname, timeout: 8_000 });
  expect(stderr).to.equal('');
  return stdout.trim();
}

describe('a process that uses Split over the network', () => {
  const { backend: open } = connectedInTest();

  it('ends by itself after an evaluation, with everything still open', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    const program = `await factory.blockUntilReady(5); console.log(factory.client().getTreatment('ana', 'a'));`;
    expect(await printed(program, backend.urls)).to.equal('on');
  });

  it('ends by itself where nobody waits for the backend', async () => {
    const backend = await open();
    backend.leaveUnanswered('/splitChanges');
    const program = `console.log(factory.client().getTreatment('ana', 'a'));`;
    expect(await printed(program, backend.urls)).to.equal('control');
  });

  it('does not end while it waits for a backend that comes up late', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    backend.answerErrors('/splitChanges', 500, 2);
    const program = `await factory.blockUntilReady(); console.log(factory.client().getTreatment('ana', 'a'));`;
    expect(await printed(program, backend.urls)).to.equal('on');
  });

  it('ends after destroy, with nothing left behind', async () => {
    const backend = await open();
    const program = `await factory.blockUntilReady(5); await factory.destroy(); console.log('done');`;
    expect(await printed(program, backend.urls)).to.equal('done');
  });
});
