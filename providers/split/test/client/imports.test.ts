import { expect } from 'chai';
import { flag, flagOf, matcher } from '../definitions/build.js';
import { printPackages, runProgram } from './child.js';
import { useFactories } from './use-factories.js';

const START = [
  "import { SplitFactory } from '@polyflag/split-provider';",
  'const [splitFile] = process.argv.slice(1);',
  "const factory = new SplitFactory('localhost', { splitFile, segmentDirectory: splitFile + '.segments' });",
  'await factory.blockUntilReady();',
  "factory.client().getTreatment('ana', 'x', { v: 'aab' });",
];

function pattern(source: string) {
  return flagOf('x', matcher('MATCHES_STRING', { stringMatcherData: source }, 'v'));
}

/** What is not needed is not loaded (DECISIONS 40). */
describe('the packages that a process loads', function () {
  this.timeout(30_000);
  const factories = useFactories();

  /** Of other packages than ours; ours are links into this repository. */
  async function loaded(name: string, content: unknown): Promise<unknown> {
    const { code, out, err } = await runProgram([...START, ...printPackages], factories.write(name, content));
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    return JSON.parse(out);
  }

  const rows: readonly (readonly [what: string, name: string, content: unknown, packages: readonly string[]])[] = [
    ['for a JSON file: none', 'f.json', { ff: { d: [flag('x')] } }, []],
    ['for columns: none', 'f.split', 'x on\n', []],
    ['for a file with an expression that is only text: none', 'f.json', { ff: { d: [pattern('abc')] } }, []],
    ['for a file with an expression that could stall: re2js', 'f.json', { ff: { d: [pattern('^(a+)+$')] } }, ['re2js']],
    ['for a YAML file: yaml', 'f.yaml', '- x: { treatment: "on" }\n', ['yaml']],
  ];
  for (const [what, name, content, packages] of rows) {
    it(`@slow ${what}`, async () => {
      expect(await loaded(name, content)).to.deep.equal(packages);
    });
  }

  it('@slow for a provider that is only made: none', async () => {
    const lines = [
      "import { SplitProvider } from '@polyflag/split-provider';",
      "new SplitProvider('localhost', { splitFile: '/nowhere' });",
    ];
    expect(await runProgram([...lines, ...printPackages])).to.deep.equal({ code: 0, out: '[]', err: '' });
  });

  it('@slow are told by a trick that sees them all', async () => {
    const lines = [
      "import 'yaml';",
      "import { createRequire } from 'node:module';",
      "createRequire(process.cwd() + '/')('murmurhash3js-revisited');",
    ];
    const { out } = await runProgram([...lines, ...printPackages]);
    expect(JSON.parse(out)).to.include.members(['yaml', 'murmurhash3js-revisited']);
  });
});
