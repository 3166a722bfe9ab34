import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Folder, run, type Run } from '../packages/support/folder.js';
import { blockNamed, readPage, repository } from '../packages/support/page.js';

const page = readPage('conformance-tests/README.md');

describe('the kit, packed and installed in an empty project, @slow', function () {
  this.timeout(240_000);
  const project = new Folder();

  before(async () => {
    project.write('package.json', { name: 'empty', private: true });
    await npm(['pack', '--pack-destination', project.path, '--workspace=@polyflag/conformance-tests'], repository);
    const [tarball = ''] = readdirSync(project.path).filter((file) => file.endsWith('.tgz'));
    const peers = ['@openfeature/server-sdk@^1.23.0', '@openfeature/core@^1.12.0'];
    await npm(['install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`, ...peers], project.path);
    project.write('adapter.mjs', blockNamed(page, 'js', 'adapter.mjs'));
  });
  after(() => {
    project.remove();
  });

  function command(...args: string[]): Promise<Run> {
    return run(project.at('node_modules', '.bin', 'polyflag-conformance'), args, project.path);
  }

  it('runs the first program of its README', async () => {
    const { code, out, err } = await command('adapter.mjs', '--only', 'RES-01,RES-02,TRK-01');
    expect({ code, out, err }).to.deep.equal({ code: 0, out: blockNamed(page, 'text', 'adapter.mjs'), err: '' });
  });

  it('runs all cases against a provider of the project’s own, and finds what is wrong with it', async () => {
    project.write(
      'own.mjs',
      `import adapter from './adapter.mjs';
       export default {
         ...adapter,
         name: 'own',
         createProvider() {
           const provider = adapter.createProvider();
           const resolve = provider.resolveNumberEvaluation.bind(provider);
           provider.resolveNumberEvaluation = async (...all) => ({ ...(await resolve(...all)), errorMessage: 'fine' });
           return provider;
         },
       };`,
    );
    const { code, out } = await command('own.mjs', '--json', '-');
    const { cases } = JSON.parse(out) as { cases: { id: string; outcome: string }[] };
    expect(code).to.equal(1);
    expect(cases).to.have.length(181);
    expect(cases.find(({ id }) => id === 'RES-19')).to.include({ outcome: 'failed' });
    expect(cases.find(({ id }) => id === 'RES-03')).to.include({ outcome: 'passed' });
  });

  it('holds the kit and nothing of this repository beside it', () => {
    const folder = project.at('node_modules', '@polyflag', 'conformance-tests');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    const permitted =
      /^(?:package\.json|README\.md|LICENSE|bin\/polyflag-conformance\.mjs|dist\/kit\/(?:[\w-]+\/)*[\w-]+(?:\.d)?\.[jt]s)$/;
    expect(files.filter((file) => !permitted.test(file))).to.deep.equal([]);
    expect(files).to.include('dist/kit/index.d.ts');
    expect(readdirSync(project.at('node_modules', '@polyflag'))).to.deep.equal(['conformance-tests']);
  });
});

/** Not as a part of the npm that may have started the tests. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const inherited = /^npm_(?:package|lifecycle|config_local_prefix|config_workspace)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  const { code, err } = await run('npm', args, cwd, env);
  if (code !== 0) throw new Error(`npm ${args[0] ?? ''} ended with ${String(code)}: ${err}`);
}
