import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import ts from 'typescript';
import { Folder, runNode } from './support/folder.js';
import { blockNamed, cell, codeIn, plain, readPage, repository, rowsOf } from './support/page.js';

const page = readPage('emulators/README.md');

describe('the README of emulators', () => {
  it('names every public member of the emulator, and no other @slow', function () {
    this.timeout(60_000);
    const written = rowsOf(page, 'member', 'what it does').flatMap((row) => codeIn(row, 'member'));
    const names = written.map((code) => /^\w+/.exec(code)![0]);
    expect(names.sort()).to.deep.equal(publicMembers('emulators/dist/split/emulator.d.ts', 'SplitEmulator').sort());
  });

  it('names every setting with its default', async () => {
    const { settingsFrom } = await inner<{ settingsFrom: (given: object) => Record<string, unknown> }>(
      'split/settings',
    );
    const rows = rowsOf(page, 'setting', 'default', 'what it does');
    const written = rows.map((row) => [plain(row, 'setting'), plain(row, 'default')]);
    const known = Object.entries(settingsFrom({})).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]);
    expect(Object.fromEntries(written)).to.deep.equal(Object.fromEntries(known));
  });

  it('names every option that is no setting @slow', function () {
    this.timeout(60_000);
    const rows = rowsOf(page, 'option', 'default', 'what it does').map((row) => plain(row, 'option'));
    const settings = rowsOf(page, 'setting', 'default', 'what it does').map((row) => plain(row, 'setting'));
    const known = publicMembers('emulators/dist/split/settings.d.ts', 'SplitEmulatorOptions');
    expect([...rows, ...settings].sort()).to.deep.equal(known.sort());
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

  for (const file of ['program.mjs', 'faults.mjs']) {
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
