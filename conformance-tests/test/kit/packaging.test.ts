import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkConformance, type Outcome } from '@polyflag/conformance-tests';
import { NOOP_PROVIDER } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { repository } from '../packages/support/page.js';

const declaration = 'export declare const value: number;\n';
const sound = {
  'index.js': 'export const value = 1;\n',
  'index.d.ts': declaration,
  'package.json': manifest({ types: './index.d.ts', default: './index.js' }),
};

describe('the case about publint and attw @slow', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'polyflag-packaging-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('passes a package with one form and its types', async () => {
    expect(await outcomeOf('sound', sound)).to.deep.equal({ kind: 'passed' });
  });

  it('fails one that names a file that it does not bring, by publint', async () => {
    const outcome = await outcomeOf('missing', {
      ...sound,
      'package.json': manifest({ types: './index.d.ts', default: './other.js' }),
    });
    expect(outcome).to.include({ kind: 'failed' });
    expect(outcome)
      .to.have.property('message')
      .that.matches(/^publint ended with 1: [^]*other\.js/);
  });

  it('fails one whose types are those of another form, by attw', async () => {
    const outcome = await outcomeOf('masked', {
      'index.js': sound['index.js'],
      'index.d.cts': declaration,
      'package.json': manifest({ types: './index.d.cts', default: './index.js' }),
    });
    expect(outcome).to.include({ kind: 'failed' });
    expect(outcome)
      .to.have.property('message')
      .that.matches(/^attw ended with 1: FalseCJS .*index\.d\.cts$/);
  });

  it('is skipped where the two are not installed, naming the one that is missing', async () => {
    const modules = join(folder, 'bare', 'node_modules');
    link('@openfeature/server-sdk', modules);
    expect(await outcomeOf('bare', sound, join(folder, 'bare'))).to.deep.equal({
      kind: 'skipped',
      missing: 'publint in the modules of the package',
    });
    link('publint', modules);
    expect(await outcomeOf('bare', sound, join(folder, 'bare'))).to.deep.equal({
      kind: 'skipped',
      missing: '@arethetypeswrong/core in the modules of the package',
    });
  });

  async function outcomeOf(
    name: string,
    files: Readonly<Record<string, string>>,
    modulesOf = repository,
  ): Promise<Outcome | undefined> {
    const directory = join(folder, name);
    mkdirSync(directory, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
    const { results } = await checkConformance(
      {
        name,
        capabilities: [],
        createProvider: () => NOOP_PROVIDER,
        packaging: { directory, modulesOf, module: 'packaged', construct: 'exported.value' },
      },
      { strict: true, accept: ({ id }) => id === 'PACK-03' },
    );
    return results[0]?.outcome;
  }
});

function manifest(entry: object): string {
  return JSON.stringify({
    name: 'packaged',
    version: '1.0.0',
    type: 'module',
    license: 'MIT',
    files: ['index.*'],
    exports: { '.': entry },
  });
}

function link(name: string, modules: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(join(repository, 'node_modules', name), join(modules, name), 'junction');
}
