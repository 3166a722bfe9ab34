import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as engine from '@polyflag/core-engine';
import { expect } from 'chai';
import ts from 'typescript';
import { plain, readPage, repository, rowsOf, type Page } from './support/page.js';

const page = readPage('core-engine/README.md');

/** What a program can import from a package, types included, as the compiler sees it. */
function exportsOf(declarations: string): string[] {
  const file = join(repository, declarations);
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: [], noCheck: true };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
  return checker.getExportsOfModule(module!).map(({ name }) => name);
}

function namesIn(columns: readonly [string, string]): string[] {
  return rowsOf(page, ...columns).map((row) => plain(row, columns[0]));
}

describe('the README of core-engine', () => {
  it('names every value that the package exports, and no other', () => {
    expect(namesIn(['name', 'what it is']).sort()).to.deep.equal(Object.keys(engine).sort());
  });

  it('names every type that the package exports, and no other @slow', function () {
    this.timeout(60_000);
    const types = exportsOf('core-engine/dist/index.d.ts').filter((name) => !(name in engine));
    expect(namesIn(['type', 'what it is']).sort()).to.deep.equal(types.sort());
  });

  it('says of every name what it is', () => {
    const rows = [...rowsOf(page, 'name', 'what it is'), ...rowsOf(page, 'type', 'what it is')];
    expect(rows.filter((row) => plain(row, 'what it is').length < 5)).to.deep.equal([]);
  });

  it('names every room, and no other', () => {
    const folders = readdirSync(join(repository, 'core-engine', 'src'), { withFileTypes: true });
    const rooms = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(
      rowsOf(page, 'room', 'what is in it')
        .map((row) => plain(row, 'room'))
        .sort(),
    ).to.deep.equal(rooms.sort());
  });
});

const readmes: Readonly<Record<string, Page>> = {
  'core-engine': page,
  'providers/amplitude': readPage('providers/amplitude/README.md'),
  'providers/hackle': readPage('providers/hackle/README.md'),
  'providers/split': readPage('providers/split/README.md'),
};

for (const [folder, readme] of Object.entries(readmes)) {
  describe(`the README of ${folder}`, () => {
    it('installs the package with its peers in one line', async () => {
      const { default: manifest } = (await import(join(repository, folder, 'package.json'), {
        with: { type: 'json' },
      })) as { default: { name: string; peerDependencies: Record<string, string> } };
      const install =
        readme.blocks
          .find(({ language }) => language === 'sh')
          ?.text.trim()
          .split(' ') ?? [];
      expect(install.slice(0, 3)).to.deep.equal(['npm', 'install', manifest.name]);
      expect(install.slice(3).sort()).to.deep.equal(Object.keys(manifest.peerDependencies).sort());
    });

    it('can be read, block by block and row by row', () => {
      expect(readme.problems).to.deep.equal([]);
      const tables = readme.tables.map(({ columns, rows }) => [columns.join(), rows.length] as const);
      expect(tables.filter(([, rows]) => rows === 0)).to.deep.equal([]);
    });

    it('has no link that leads nowhere', () => {
      const anchors = readme.headings.map(
        (heading) =>
          `#${heading
            .toLowerCase()
            .replace(/[^\w\s-]/g, '')
            .replace(/\s/g, '-')}`,
      );
      const links = Array.from(readme.text.matchAll(/\]\(([^)]+)\)/g), ([, link]) => link!);
      for (const link of links) {
        if (link.startsWith('#')) expect(anchors).to.include(link);
        else expect(readdirSync(join(repository, folder, link, '..')), link).to.include(link.split('/').at(-1));
      }
    });
  });
}
