import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import ts from 'typescript';
import { Folder, runNode } from './support/folder.js';
import { blockNamed, cell, codeIn, plain, readPage, repository, rowsOf, type Row } from './support/page.js';

const page = readPage('emulators/README.md');

describe('the README of emulators', () => {
  const emulators = [
    ['Split', ['emulators/dist/split/emulator.d.ts', 'emulators/dist/split/settings.d.ts']],
    ['Hackle', ['emulators/dist/hackle/emulator.d.ts', 'emulators/dist/hackle/emulator.d.ts']],
    ['Amplitude', ['emulators/dist/amplitude/emulator.d.ts', 'emulators/dist/amplitude/emulator.d.ts']],
  ] as const;
  for (const [vendor, [emulator, options]] of emulators) {
    it(`names every public member of the emulator of ${vendor}, and no other @slow`, function () {
      this.timeout(60_000);
      const rows = tablesFor(vendor, 'member', 'what it does');
      const names = rows.flatMap((row) => codeIn(row, 'member')).map((code) => /^\w+/.exec(code)![0]);
      expect(names.sort()).to.deep.equal(publicMembers(emulator, `${vendor}Emulator`).sort());
    });

    it(`names every option of the emulator of ${vendor} @slow`, function () {
      this.timeout(60_000);
      const rows = tablesFor(vendor, 'option', 'default', 'what it does').map((row) => plain(row, 'option'));
      const settings = tablesFor(vendor, 'setting', 'default', 'what it does').map((row) => plain(row, 'setting'));
      expect([...rows, ...settings].sort()).to.deep.equal(publicMembers(options, `${vendor}EmulatorOptions`).sort());
    });
  }

  it('names every setting with its default', async () => {
    const { settingsFrom } = await inner<{ settingsFrom: (given: object) => Record<string, unknown> }>(
      'split/settings',
    );
    const rows = tablesFor('Split', 'setting', 'default', 'what it does');
    const written = rows.map((row) => [plain(row, 'setting'), plain(row, 'default')]);
    const known = Object.entries(settingsFrom({})).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]);
    expect(Object.fromEntries(written)).to.deep.equal(Object.fromEntries(known));
  });

  it('names every option of the command', async () => {
    const { options, usage } = await inner<{ options: object; usage: string }>('command/arguments');
    const written = rowsOf(page, 'option', 'takes', 'what it does').map((row) => plain(row, 'option'));
    expect(written.sort()).to.deep.equal(
      Object.keys(options)
        .map((name) => `--${name}`)
        .sort(),
    );
    for (const name of written.filter((option) => option !== '--help')) expect(usage).to.include(name);
  });

  it('names every fault, in the words of the catalogue', () => {
    const written = rowsOf(page, 'fault', 'what a client meets').map((row) => [
      plain(row, 'fault'),
      cell(row, 'what a client meets'),
    ]);
    const known = Object.entries(catalogue).map(([name, { about }]) => [name, about]);
    expect(written).to.deep.equal(known);
  });

  for (const file of ['program.mjs', 'hackle.mjs', 'amplitude.mjs', 'faults.mjs']) {
    it(`prints what it says: ${file} @slow`, async () => {
      const folder = new Folder();
      try {
        folder.linkModules();
        folder.write(file, blockNamed(page, 'js', file));
        const { code, out, err } = await runNode(folder, file);
        expect({ code, out, err }).to.deep.equal({ code: 0, out: blockNamed(page, 'text', file), err: '' });
      } finally {
        folder.remove();
      }
    }).timeout(30_000);
  }

  it('starts with a line that installs the package', () => {
    const { name } = JSON.parse(readFileSync(join(repository, 'emulators', 'package.json'), 'utf8')) as {
      name: string;
    };
    const install = page.blocks.find(({ language }) => language === 'sh');
    expect(install?.text).to.equal(`npm install ${name} --save-dev\n`);
    expect(page.problems).to.deep.equal([]);
  });
});

/** The rows about one vendor's emulator: its own, and what every emulator has. */
function tablesFor(vendor: string, ...columns: string[]): readonly Row[] {
  const headings = ['Every emulator', `The ${vendor} emulator`];
  return rowsOf({ ...page, tables: page.tables.filter(({ heading }) => headings.includes(heading)) }, ...columns);
}

/** A module of the package that is not exported. */
async function inner<T>(module: string): Promise<T> {
  return (await import(join(repository, 'emulators', 'dist', `${module}.js`))) as T;
}

/** The members of a class or interface that others see, as the compiler knows them. */
function publicMembers(declarations: string, name: string): string[] {
  const file = join(repository, declarations);
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: ['node'], noCheck: true };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
  const symbol = checker.getExportsOfModule(module!).find((each) => each.name === name);
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return checker
    .getDeclaredTypeOfSymbol(symbol!)
    .getProperties()
    .filter(
      ({ declarations: [first] = [] }) => first !== undefined && (ts.getCombinedModifierFlags(first) & hidden) === 0,
    )
    .map((property) => property.name);
}
