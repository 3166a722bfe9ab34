import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { folderOfSuite } from '../packages/support/folder.js';
import { repository } from '../packages/support/page.js';

interface Script {
  readonly removeStaleOutputs: (root: string, folders: readonly string[]) => void;
}

describe('the outputs of the build', () => {
  const folder = folderOfSuite();
  const kept = [
    'one/dist/a.js',
    'one/dist/a.js.map',
    'one/dist/a.d.ts',
    'one/dist/inner/b.js',
    'one/dist/.tsbuildinfo',
    'one/dist-test/a.test.js',
    'other/dist/gone.js',
    'one/lib/gone.js',
  ];
  const stale = [
    'one/dist/gone.js',
    'one/dist/gone.js.map',
    'one/dist/gone.d.ts',
    'one/dist/inner/gone.js',
    'one/dist/moved/c.js',
    'one/dist-test/gone.test.js',
    'one/dist-test/a.js',
  ];

  it('go with their sources, and nothing else goes', async () => {
    const sources = ['one/src/a.ts', 'one/src/inner/b.ts', 'one/test/a.test.ts', 'two/src/a.ts'];
    for (const file of [...sources, ...kept, ...stale]) folder().write(file, '');
    const { removeStaleOutputs } = (await import(join(repository, 'scripts', 'stale-outputs.mjs'))) as Script;
    removeStaleOutputs(folder().path, ['one', 'two']);
    const left = [...sources, ...kept, ...stale].filter((file) => existsSync(folder().at(file)));
    expect(left).to.deep.equal([...sources, ...kept]);
  });
});
