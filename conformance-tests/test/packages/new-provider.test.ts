import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { decode } from '#src/fifth-vendor/wire.js';
import { Folder, runNode } from './support/folder.js';
import { blockNamed, plain, readPage, repository, rowsOf } from './support/page.js';

const page = readPage('docs/new-provider.md');
const parts = join(repository, 'conformance-tests', 'src', 'fifth-vendor');
const files = readdirSync(parts).sort();

describe('the page docs/new-provider.md', () => {
  for (const file of files) {
    it(`shows ${file} whole, as it is compiled`, () => {
      expect(blockNamed(page, 'ts', file)).to.equal(readFileSync(join(parts, file), 'utf8'));
    });
  }

  it('shows no other file, and lists each in its table', () => {
    const shown = page.blocks.filter(({ language, name }) => language === 'ts' && name.endsWith('.ts'));
    expect(shown.map(({ name }) => name).sort()).to.deep.equal(files);
    const listed = rowsOf(page, 'step', 'file', 'what it does').flatMap((row) => plain(row, 'file').split(', '));
    expect(listed.sort()).to.deep.equal(files);
    expect(page.problems).to.deep.equal([]);
  });

  it('has a file in which one flag is bad', () => {
    const { flags, problems } = decode(JSON.parse(blockNamed(page, 'json', 'flags.json')));
    expect(flags.map(({ name }) => name)).to.deep.equal(['new-checkout', 'greeting']);
    expect(problems).to.have.length(1);
  });

  it('runs the kit as the tests do', () => {
    const test = readFileSync(join(repository, 'conformance-tests', 'test', 'kit', 'flag-file.test.ts'), 'utf8');
    const [, call] = blockNamed(page, 'ts', 'suite').split('\n\n');
    expect(test).to.contain(call!.trim());
  });

  it('prints what it says @slow', async () => {
    const folder = new Folder();
    try {
      folder.linkModules();
      folder.write('flags.json', blockNamed(page, 'json', 'flags.json'));
      const compiled = join(repository, 'conformance-tests', 'dist', 'fifth-vendor', 'provider.js');
      folder.write('try.mjs', blockNamed(page, 'js', 'try.mjs').replace('./provider.js', pathToFileURL(compiled).href));
      const { code, out, err } = await runNode(folder, 'try.mjs');
      expect({ code, out }).to.deep.equal({ code: 0, out: blockNamed(page, 'text', 'try.mjs') });
      expect(err)
        .to.contain('flag "broken" is left out')
        .and.to.match(/^[^\n]+\n$/);
    } finally {
      folder.remove();
    }
  }).timeout(30_000);
});
