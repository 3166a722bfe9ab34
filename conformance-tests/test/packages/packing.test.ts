import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { run, runNode, type Run } from './support/folder.js';
import { names, Project, published } from './support/installed.js';
import { blockNamed, readPage, repository } from './support/page.js';

/** What a package may hold. */
const permitted = /^(?:package\.json|README\.md|LICENSE|lib\/[\w-]+\.js|dist\/(?:[\w-]+\/)*[\w-]+\.d\.ts)$/;

/** Needs the module for regular expressions and, in the second file, the one for YAML: both are loaded on demand. */
const definitions = {
  splits: [
    {
      name: 'asked',
      conditions: [
        {
          conditionType: 'ROLLOUT',
          label: 'matches',
          matcherGroup: {
            combiner: 'AND',
            matchers: [{ matcherType: 'MATCHES_STRING', stringMatcherData: '^(a|b)+n[^x]$' }],
          },
          partitions: [{ treatment: 'on', size: 100 }],
        },
      ],
    },
  ],
};

const body = `
async function main() {
  for (const splitFile of ['asked.json', 'asked.yaml']) {
    const provider = new SplitProvider('localhost', { splitFile });
    await OpenFeature.setProviderAndWait(provider);
    console.log(await OpenFeature.getClient().getBooleanValue('asked', false, { targetingKey: 'ana' }));
  }
  await OpenFeature.close();
  console.log([typeof SplitFactory, typeof FlagSet, typeof decodeFlag].join());
}
void main();
`;

const esm = `import { OpenFeature } from '@openfeature/server-sdk';
import { FlagSet } from '@polyflag/core-engine';
import { SplitFactory, SplitProvider } from '@polyflag/split-provider';
import { decodeFlag } from '@polyflag/split-provider/internal';
${body}`;

const commonjs = `const { OpenFeature } = require('@openfeature/server-sdk');
const { FlagSet } = require('@polyflag/core-engine');
const { SplitFactory, SplitProvider } = require('@polyflag/split-provider');
const { decodeFlag } = require('@polyflag/split-provider/internal');
${body}`;

const works: Partial<Run> = { code: 0, out: 'true\ntrue\nfunction,function,function\n', err: '' };

/** The files that a manifest points to. */
function pathsIn(part: unknown): string[] {
  if (typeof part === 'string') return part.startsWith('./') ? [part.slice(2)] : [];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(pathsIn) : [];
}

describe('the packed packages in an empty project @slow', function () {
  this.timeout(240_000);
  let project: Project;

  before(async () => {
    project = await Project.make();
    project.write('asked.json', definitions);
    project.write('asked.yaml', '- asked:\n    treatment: "on"\n');
  });

  after(() => {
    project.remove();
  });

  async function outcome(file: string, text: string): Promise<Partial<Run>> {
    project.write(file, text);
    const { code, out, err } = await runNode(project, file);
    return { code, out, err };
  }

  it('work by import', async () => {
    expect(await outcome('program.mjs', esm)).to.deep.equal(works);
  });

  it('work by require', async () => {
    expect(await outcome('program.cjs', commonjs)).to.deep.equal(works);
  });

  for (const name of names) {
    it(`run the program of the README: ${name}`, async () => {
      const page = readPage(`${published[name]}/README.md`);
      for (const { name: file, text } of page.blocks.filter(({ language }) => language === 'yaml'))
        project.write(file, text);
      const out = blockNamed(page, 'text', 'program.mjs');
      expect(await outcome('readme.mjs', blockNamed(page, 'js', 'program.mjs'))).to.deep.equal({
        code: 0,
        out,
        err: '',
      });
    });

    it(`hold what belongs there and nothing else: ${name}`, () => {
      const files = project.filesOf(name);
      expect(files.filter((file) => !permitted.test(file))).to.deep.equal([]);
      const { exports, license } = project.manifestOf(name);
      const needed = Object.values(exports).flatMap((entry) => [entry.types, entry.default]);
      expect(files).to.include.members(['README.md', ...needed.map((file) => file.replace('./', ''))]);
      expect(pathsIn(project.manifestOf(name)).filter((path) => !files.includes(path))).to.deep.equal([]);
      const readme = readFileSync(join(repository, published[name], 'README.md'), 'utf8');
      expect(readFileSync(join(project.folderOf(name), 'README.md'), 'utf8')).to.equal(readme);
      expect(license).to.equal('Apache-2.0');
    });

    it(`say nothing of the machine they were made on: ${name}`, () => {
      const places = [repository, homedir(), tmpdir()].map((place) => `${place}/`).filter((place) => place !== '//');
      const traces = [...places, 'sourceMappingURL', 'file://'];
      for (const file of project.filesOf(name).filter((each) => each !== 'README.md')) {
        const text = readFileSync(join(project.folderOf(name), file), 'utf8');
        for (const trace of traces) expect(text.includes(trace), `${file} holds ${trace}`).to.be.false;
      }
    });

    it(`offer what they export and no other module: ${name}`, async () => {
      const inner = project.filesOf(name).filter((file) => file.endsWith('.js') || file === 'package.json');
      const entries = Object.keys(project.manifestOf(name).exports).map((entry) => join(name, entry));
      const text = `
        const code = (load) => load().then(() => 'loaded', (error) => error.code);
        const later = (id) => code(async () => require(id));
        const all = async (ids) => JSON.stringify(await Promise.all(ids.map(async (id) => [await code(() => import(id)), await later(id)])));
        void all(${JSON.stringify([...entries, ...inner.map((file) => `${name}/${file}`)])}).then((text) => console.log(text));`;
      const { out } = await outcome('exports.cjs', text);
      const closed = 'ERR_PACKAGE_PATH_NOT_EXPORTED';
      expect(JSON.parse(out ?? '')).to.deep.equal([
        ...entries.map(() => ['loaded', 'loaded']),
        ...inner.map(() => [closed, closed]),
      ]);
      expect(inner).to.have.length.above(1);
    });
  }

  it('come without an install script, also those they need', () => {
    const manifests = project.allManifests();
    const scripted = manifests.filter(({ scripts = {} }) =>
      ['preinstall', 'install', 'postinstall'].some((when) => when in scripts),
    );
    expect(scripted.map(({ name }) => name)).to.deep.equal([]);
    expect(manifests.map(({ name }) => name)).to.include.members([
      ...names,
      '@openfeature/server-sdk',
      're2js',
      'yaml',
    ]);
    expect(readFileSync(project.at('package-lock.json'), 'utf8')).not.to.include('hasInstallScript');
  });

  it('share one OpenFeature with the application', () => {
    const sdks = project.allManifests().filter(({ name }) => name.startsWith('@openfeature/'));
    expect(sdks.map(({ name }) => name).sort()).to.deep.equal(['@openfeature/core', '@openfeature/server-sdk']);
  });

  for (const [resolution, module, file] of [
    ['node16', 'node16', 'consumer.mts'],
    ['bundler', 'esnext', 'consumer.mts'],
    ['nodenext', 'nodenext', 'consumer.cts'],
  ] as const) {
    it(`have types that compile under ${resolution}, in ${file}`, async () => {
      const consumer = readFileSync(
        join(repository, 'conformance-tests', 'test', 'packages', 'support', 'consumer.txt'),
        'utf8',
      );
      project.write(file, consumer);
      const types = { typeRoots: [join(repository, 'node_modules', '@types')], types: ['node'] };
      const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
      const options = { module, moduleResolution: resolution, target: 'es2022', lib: ['es2022'], ...strict, ...types };
      project.write('tsconfig.json', { compilerOptions: options, files: [file] });
      const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
      const { code, out } = await run(process.execPath, [compiler, '-p', project.path], project.path);
      expect({ code, out }).to.deep.equal({ code: 0, out: '' });
    });
  }
});
