import { SplitEmulator } from '@polyflag/emulators';
import type { FlagWire } from '@polyflag/split-provider/internal';
import { expect } from 'chai';
import { Child, type Ended } from '#src/faults/child.js';
import { always } from '../packages/support/flags.js';
import { blockNamed, readPage, repository } from '../packages/support/page.js';

const KEY = 'secret-sdk-key-0123456789';

const BEGIN = [
  "import { SplitFactory, SplitProvider } from '@polyflag/split-provider';",
  "import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';",
  'const [url, key] = process.argv.slice(1);',
  "const urls = Object.fromEntries(['sdk', 'events', 'auth', 'streaming', 'telemetry'].map((name) => [name, `${url}/${name}`]));",
  'const logger = { error: console.log, warn: console.log, info() {}, debug() {} };',
  'const options = { urls, logger };',
];

describe('A process with a provider of Split', function () {
  this.timeout(30_000);
  let emulator: SplitEmulator;

  beforeEach(async () => {
    emulator = new SplitEmulator({ keys: [KEY] });
    await emulator.start();
    emulator.putFlag({ ...always('x', 'on'), trafficTypeName: 'user' } as FlagWire);
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

  const fine = { code: 0, out: 'on', err: '' };

  it('that only evaluates ends by itself, its stream and its queues notwithstanding @slow', async () => {
    const ended = await run(
      'const factory = new SplitFactory(key, options);',
      'await factory.blockUntilReady();',
      "console.log(factory.client().getTreatment('ana', 'x'));",
    );
    expect(ended).to.deep.equal(fine);
  });

  it('that only evaluates once it streams ends by itself @slow', async () => {
    const program = child(
      'const factory = new SplitFactory(key, { ...options, connectionTimeout: 5000, readTimeout: 5000 });',
      'await factory.blockUntilReady();',
      "console.log('ready');",
      // Held by a timer until the stream is open, and not by anything of ours.
      "const hold = setInterval(() => { if (factory.client().getTreatment('ana', 'x') === 'streamed') { clearInterval(hold); console.log('streamed'); } }, 10);",
    );
    await emulator.received('/sse');
    emulator.putFlag(always('x', 'streamed') as FlagWire);
    expect(await program.ended).to.deep.equal({ code: 0, out: 'ready\nstreamed', err: '' });
  });

  it('that asks OpenFeature and closes nothing ends by itself @slow', async () => {
    const ended = await run(
      'await OpenFeature.setProviderAndWait(new SplitProvider(key, options));',
      "console.log(await OpenFeature.getClient().getStringValue('x', 'd', { targetingKey: 'ana' }));",
    );
    expect(ended).to.deep.equal(fine);
  });

  it('that waits at the top for a slow backend is held until it answers (DECISIONS 47) @slow', async () => {
    emulator.slowDown(100);
    const ended = await run(
      'await OpenFeature.setProviderAndWait(new SplitProvider(key, options));',
      "console.log(await OpenFeature.getClient().getStringValue('x', 'd', { targetingKey: 'ana' }));",
    );
    expect(ended).to.deep.equal(fine);
  });

  /** Lets a program go on when it has been told that something is wrong, and a turn has passed. */
  const told = [
    'let tell;',
    'const complaint = new Promise((resolve) => (tell = resolve));',
    'const hear = async () => { const hold = setInterval(() => undefined, 1000); await complaint; await new Promise(setImmediate); clearInterval(hold); };',
    'const impatient = { ...options, connectionTimeout: 100, readTimeout: 100 };',
  ];

  const nobodyWaits = [
    ...told,
    'const noted = { ...logger, warn: (text) => { console.log(text); if (text.startsWith("splitChanges")) tell(); } };',
    'const factory = new SplitFactory(key, { ...impatient, logger: noted });',
    "console.log(factory.client().getTreatment('ana', 'x') === 'control');",
    'OpenFeature.setLogger({ error() {}, warn() {}, info() {}, debug() {} });',
    'OpenFeature.setProvider(new SplitProvider(key, { ...options, initTimeoutMillis: 100 }));',
    "console.log(await OpenFeature.getClient().getStringValue('x', 'd', { targetingKey: 'ana' }));",
    'await hear();',
  ];
  const troubles: Readonly<Record<string, () => unknown>> = {
    'is down': () => emulator.goDown(),
    'refuses the SDK key': () => emulator.acceptKeys('another'),
    'answers 500': () => emulator.answerErrors(/^/, 500),
    'answers HTML': () =>
      emulator.answerWith(/^/, { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }),
    'does not answer': () => emulator.leaveUnanswered(/^/),
  };
  for (const [what, bring] of Object.entries(troubles)) {
    it(`whose backend ${what}, and who waits for nothing, does not end by an error @slow`, async () => {
      await bring();
      const ended = await run(...nobodyWaits);
      expect(ended).to.deep.include({ code: 0, err: '' });
      expect(ended.out).to.match(/^[^]*true\n[^]*d(\n|$)/);
    });

    it(`whose backend ${what}, closes in time and ends by itself @slow`, async () => {
      await bring();
      const isRefused = what.includes('SDK key');
      const ended = await run(
        // A refusal comes, nothing else does.
        `const seconds = ${isRefused ? 5 : 0.1};`,
        'const factory = new SplitFactory(key, { ...options, logger: { error() {}, warn() {}, info() {}, debug() {} }, closeTimeoutMillis: 100 });',
        'await factory.blockUntilReady(seconds).catch((error) => console.log(error.code));',
        "factory.client().track('ana', 'user', 'bought');",
        'const begun = performance.now();',
        'await factory.destroy();',
        "console.log(performance.now() - begun < 2_000 ? 'destroyed' : 'late');",
      );
      const code = isRefused ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY';
      expect(ended).to.deep.equal({ code: 0, out: `${code}\ndestroyed`, err: '' });
    });
  }

  it('whose backend goes and comes back sees STALE and READY, and new answers @slow', async () => {
    const program = child(
      'const provider = new SplitProvider(key, { ...options, featuresRefreshRate: 0.05 });',
      'const client = OpenFeature.getClient();',
      'await OpenFeature.setProviderAndWait(provider);',
      "client.addHandler(ProviderEvents.Stale, () => { console.log('STALE'); throw new Error('a handler of the application'); });",
      'let times = 0;',
      "client.addHandler(ProviderEvents.Ready, async () => { if (++times === 1) return; console.log('READY', await client.getStringValue('x', 'd', { targetingKey: 'ana' })); clearInterval(hold); });",
      'const hold = setInterval(() => undefined, 1000);',
      "console.log('started');",
    );
    await program.said('started');
    await emulator.goDown();
    await program.said('STALE');
    emulator.putFlag(always('x', 'new') as FlagWire);
    await emulator.comeUp();
    const { code, out } = await program.ended;
    expect(code).to.equal(0);
    expect(out).to.include('READY new').and.not.include(KEY);
  });

  it('whose logger throws does not end by that @slow', async () => {
    emulator.answerErrors(/^/, 500);
    const ended = await run(
      ...told,
      "const fail = () => { tell(); throw new Error('a logger of the application'); };",
      'const throwing = { error: fail, warn: fail, info: fail, debug: fail };',
      'new SplitFactory(key, { ...options, logger: throwing }).client();',
      'await hear();',
      "console.log('it goes on');",
    );
    expect(ended).to.deep.equal({ code: 0, out: 'it goes on', err: '' });
  });

  it('that gets SIGTERM and has the line of the README delivers what waits @slow', async () => {
    const line = blockNamed(readPage('providers/split/README.md'), 'js', 'shutdown');
    const program = child(
      line,
      'await OpenFeature.setProviderAndWait(new SplitProvider(key, options));',
      'const client = OpenFeature.getClient();',
      "for (let i = 0; i < 100; i++) client.track('bought', { targetingKey: 'ana' }, { value: i });",
      "for (let i = 0; i < 10; i++) await client.getStringValue('x', 'd', { targetingKey: `user-${i}` });",
      "console.log('tracked');",
      'setInterval(() => undefined, 1000);',
    );
    await program.said('tracked');
    expect(emulator.events).to.deep.equal([]);
    program.signal('SIGTERM');
    expect(await program.ended).to.deep.include({ code: 0, err: '' });
    expect(emulator.events.map(({ value }) => value)).to.deep.equal(Array.from({ length: 100 }, (_, i) => i));
    expect(emulator.impressions).to.have.lengthOf(10);
  });

  it('that gets SIGTERM while the events endpoint hangs ends within its deadline @slow', async () => {
    emulator.leaveUnanswered('/events/bulk');
    const line = blockNamed(readPage('providers/split/README.md'), 'js', 'shutdown');
    const program = child(
      line,
      'await OpenFeature.setProviderAndWait(new SplitProvider(key, { ...options, closeTimeoutMillis: 100 }));',
      "OpenFeature.getClient().track('bought', { targetingKey: 'ana' });",
      "process.once('SIGTERM', () => { const begun = performance.now(); process.once('exit', () => console.log(performance.now() - begun < 2_000 ? 'in time' : 'late')); });",
      "console.log('tracked');",
      'setInterval(() => undefined, 1000);',
    );
    await program.said('tracked');
    program.signal('SIGTERM');
    const ended = await program.ended;
    expect(ended).to.deep.include({ code: 0, err: '' });
    expect(ended.out).to.match(/in time$/);
  });
});
