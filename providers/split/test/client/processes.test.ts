import { expect } from 'chai';
import { flag } from '../definitions/build.js';
import { runProgram, type Ended } from './child.js';
import { useFactories } from './use-factories.js';

const IMPORTS = [
  "import { SplitFactory, SplitProvider } from '@polyflag/split-provider';",
  "import { OpenFeature } from '@openfeature/server-sdk';",
  'const [splitFile] = process.argv.slice(1);',
  'const options = { splitFile, segmentDirectory: splitFile + ".segments" };',
];

const program = (...lines: string[]): string[] => [...IMPORTS, ...lines];

describe('a process', function () {
  this.timeout(30_000);
  const factories = useFactories();
  const run = (...lines: string[]): Promise<Ended> =>
    runProgram(program(...lines), factories.files({ flags: [flag('x')] }).splitFile);
  const runWithout = (...lines: string[]): Promise<Ended> =>
    runProgram(program(...lines), `${factories.directory}/nowhere.json`);

  const endings: readonly (readonly [what: string, lines: readonly string[]])[] = [
    [
      'that evaluates from a file',
      [
        "const factory = new SplitFactory('localhost', options);",
        'await factory.blockUntilReady(5);',
        "console.log(factory.client().getTreatment('ana', 'x'));",
      ],
    ],
    [
      'that follows its file and destroys nothing',
      [
        "const factory = new SplitFactory('localhost', { ...options, localhostRefreshEnabled: true });",
        'await factory.blockUntilReady();',
        "console.log(factory.client().getTreatment('ana', 'x'));",
      ],
    ],
    [
      'that has a listener and destroys nothing',
      [
        "const factory = new SplitFactory('localhost', { ...options, impressionListener: { logImpression: () => undefined } });",
        'await factory.blockUntilReady();',
        "console.log(factory.client().getTreatment('ana', 'x'));",
      ],
    ],
    [
      'that asks OpenFeature, follows its file and closes nothing',
      [
        "await OpenFeature.setProviderAndWait(new SplitProvider('localhost', { ...options, localhostRefreshEnabled: true }));",
        "console.log(await OpenFeature.getClient().getStringValue('x', 'd', { targetingKey: 'ana' }));",
      ],
    ],
    [
      'that closes what it opened',
      [
        "await OpenFeature.setProviderAndWait(new SplitProvider('localhost', { ...options, localhostRefreshEnabled: true }));",
        "console.log(await OpenFeature.getClient().getStringValue('x', 'd', { targetingKey: 'ana' }));",
        'await OpenFeature.close();',
      ],
    ],
  ];
  for (const [what, lines] of endings) {
    it(`@slow ${what} ends by itself, with nothing on its standard error`, async () => {
      expect(await run(...lines)).to.deep.equal({ code: 0, out: 'on', err: '' });
    });
  }

  it('@slow lets a listener hear everything before destroy, awaited at the top, resolves', async () => {
    const ended = await run(
      'let heard = 0;',
      "const factory = new SplitFactory('localhost', { ...options, impressionListener: { logImpression: () => { heard++; } } });",
      'await factory.blockUntilReady();',
      "for (let i = 0; i < 1000; i++) factory.client().getTreatment('ana', 'x');",
      'await factory.destroy();',
      'console.log(heard);',
    );
    expect(ended).to.deep.equal({ code: 0, out: '1000', err: '' });
  });

  it('@slow is kept alive while it waits at the top for what does not come (DECISIONS 47)', async () => {
    const ended = await run(
      "import { runtimeParts } from '@polyflag/split-provider/internal';",
      'const source = () => ({ start: () => new Promise(() => undefined), stop: async () => undefined });',
      "const factory = new SplitFactory('localhost', { ...options, [runtimeParts]: { source } });",
      'await factory.blockUntilReady(0.1).catch((error) => console.log(error.code));',
      "const provider = new SplitProvider('localhost', { ...options, initTimeoutMillis: 100, [runtimeParts]: { source } });",
      'await OpenFeature.setProviderAndWait(provider).catch((error) => console.log(error.code));',
    );
    expect(ended).to.deep.equal({ code: 0, out: 'PROVIDER_NOT_READY\nPROVIDER_NOT_READY', err: '' });
  });

  it('@slow does not end by an error of a start that nobody waits for', async () => {
    const ended = await runWithout(
      'const logger = { error: console.log, warn: console.log, info() {}, debug() {} };',
      "const factory = new SplitFactory('localhost', { ...options, logger });",
      "console.log(factory.client().getTreatment('ana', 'x'));",
      "const followed = new SplitFactory('localhost', { ...options, logger, localhostRefreshEnabled: true });",
      'followed.client();',
      "OpenFeature.setLogger(logger).setProvider(new SplitProvider('localhost', { ...options, logger }));",
    );
    expect(ended).to.deep.include({ code: 0, err: '' });
    expect(ended.out).to.include('control').and.include('nowhere.json');
  });

  it('@slow has no handlers of signals and of errors installed', async () => {
    const ended = await run(
      "const names = ['SIGTERM', 'SIGINT', 'SIGHUP', 'exit', 'beforeExit', 'uncaughtException', 'unhandledRejection', 'warning'];",
      'const counts = () => names.map((name) => process.listenerCount(name)).join();',
      'const before = counts();',
      "const factory = new SplitFactory('localhost', { ...options, localhostRefreshEnabled: true });",
      'await OpenFeature.setProviderAndWait(new SplitProvider(factory));',
      'console.log(counts() === before);',
    );
    expect(ended).to.deep.equal({ code: 0, out: 'true', err: '' });
  });
});
