import { HackleEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { Child, type Ended } from '#src/faults/child.js';
import { blockNamed, readPage, repository } from '../packages/support/page.js';

const KEY = 'secret-sdk-key-0123456789';

const BEGIN = [
  "import { HackleClient, HackleProvider } from '@polyflag/hackle-provider';",
  "import { OpenFeature } from '@openfeature/server-sdk';",
  'const [url, key] = process.argv.slice(1);',
  "const urls = Object.fromEntries(['sdk', 'event', 'monitoring'].map((name) => [name, `${url}/${name}`]));",
  'const logger = { error: console.log, warn: console.log, info() {}, debug() {} };',
  'const options = { urls, logger };',
];

describe('A process with Hackle', function () {
  this.timeout(30_000);
  let emulator: HackleEmulator;

  beforeEach(async () => {
    emulator = new HackleEmulator({ keys: [KEY] });
    await emulator.start();
    emulator.putRemoteConfig({ key: 'x', type: 'STRING', defaultValue: { id: 1, value: 'on' } });
  });

  afterEach(() => emulator.stop());

  function child(...lines: string[]): Child {
    return new Child([...BEGIN, ...lines], repository, [emulator.urls.sdk.replace(/\/sdk$/, ''), KEY]);
  }

  async function run(...lines: string[]): Promise<Ended> {
    const ended = await child(...lines).ended;
    expect(ended.out + ended.err).to.not.include(KEY);
    return ended;
  }

  it('that only evaluates ends by itself, its poll and its queue notwithstanding @slow', async () => {
    const ended = await run(
      'const client = new HackleClient(key, options);',
      'await client.initialize();',
      "console.log(client.remoteConfig('ana').get('x', 'none'));",
    );
    expect(ended).to.deep.equal({ code: 0, out: 'on', err: '' });
  });

  it('that closes has delivered everything @slow', async () => {
    const ended = await run(
      'const client = new HackleClient(key, options);',
      'await client.initialize();',
      "for (let value = 0; value < 5000; value++) client.track({ key: 'bought', value }, 'ana');",
      'await client.close();',
    );
    expect(ended).to.deep.equal({ code: 0, out: '', err: '' });
    expect(emulator.tracks).to.have.length(5_000);
  });

  it('whose backend is down is told so in time, and ends by itself @slow', async () => {
    await emulator.goDown();
    const ended = await run(
      'const provider = new HackleProvider(key, { ...options, initTimeoutMillis: 100, logger: { ...logger, error() {}, warn() {} } });',
      'await OpenFeature.setProviderAndWait(provider).catch(({ code }) => console.log(code));',
      "console.log(await OpenFeature.getClient().getStringValue('config:x', 'none', { targetingKey: 'ana' }));",
    );
    expect(ended).to.deep.equal({ code: 0, out: 'PROVIDER_NOT_READY\nnone', err: '' });
  });

  it('closes at SIGTERM with the line of the README, and has delivered everything @slow', async () => {
    const program = child(
      'await OpenFeature.setProviderAndWait(new HackleProvider(key, options));',
      blockNamed(readPage('providers/hackle/README.md'), 'js', 'shutdown'),
      "console.log(await OpenFeature.getClient().getStringValue('config:x', 'none', { targetingKey: 'ana' }));",
      'setInterval(() => undefined, 1000);',
    );
    await program.said('on');
    expect(emulator.remoteConfigEvents).to.deep.equal([]);
    program.signal('SIGTERM');
    expect(await program.ended).to.deep.equal({ code: 0, out: 'on', err: '' });
    expect(emulator.remoteConfigEvents).to.have.length(1);
  });

  it('that forks starts in the workers only, each for itself @slow', async () => {
    const ended = await run(
      "import { once } from 'node:events';",
      'const provider = new HackleProvider(key, options);',
      'const worker = `',
      "  const { HackleProvider } = await import('@polyflag/hackle-provider');",
      '  const provider = new HackleProvider(process.env.KEY, { urls: JSON.parse(process.env.URLS) });',
      '  await provider.initialize();',
      "  provider.client.remoteConfig('ana').get('x', 'none');",
      '  await provider.onClose();',
      '`;',
      "const { spawn } = await import('node:child_process');",
      'const env = { KEY: key, URLS: JSON.stringify(urls) };',
      "const start = () => once(spawn(process.execPath, ['--input-type=module', '--eval', worker], { env, stdio: 'inherit' }), 'exit');",
      'await Promise.all([start(), start()]);',
      'console.log(provider.client.initialized);',
    );
    expect(ended).to.deep.equal({ code: 0, out: 'false', err: '' });
    expect(emulator.requests.filter(({ method }) => method === 'GET')).to.have.length(2);
    expect(emulator.remoteConfigEvents).to.have.length(2);
  });

  it('with threads and with a cluster starts in each of them for itself, and not where it is only made @slow', async () => {
    const ended = await run(
      "import cluster from 'node:cluster';",
      "import { once } from 'node:events';",
      "import { Worker } from 'node:worker_threads';",
      "const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');",
      "const { join } = await import('node:path');",
      'const provider = new HackleProvider(key, options);',
      // Beside the packages, so that it finds them.
      "const folder = mkdtempSync('conformance-tests/dist-test/worker-');",
      "const file = join(process.cwd(), folder, 'worker.mjs');",
      'writeFileSync(file, `',
      "  import { HackleProvider } from '@polyflag/hackle-provider';",
      '  const provider = new HackleProvider(process.env.KEY, { urls: JSON.parse(process.env.URLS) });',
      '  await provider.initialize();',
      "  provider.client.remoteConfig('ana').get('x', 'none');",
      '  await provider.onClose();',
      '  process.disconnect?.();',
      '`);',
      'const env = { KEY: key, URLS: JSON.stringify(urls) };',
      'cluster.setupPrimary({ exec: file, execArgv: [] });',
      'const started = [cluster.fork(env), cluster.fork(env), ...[1, 2].map(() => new Worker(file, { env, execArgv: [] }))];',
      "const codes = await Promise.all(started.map(async (one) => (await once(one, 'exit'))[0]));",
      'rmSync(folder, { recursive: true });',
      "console.log(codes.join(' '), provider.client.initialized);",
    );
    expect(ended).to.deep.equal({ code: 0, out: '0 0 0 0 false', err: '' });
    expect(emulator.requests.filter(({ method }) => method === 'GET')).to.have.length(4);
    expect(emulator.remoteConfigEvents).to.have.length(4);
  });
});
