import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { Folder, runNode } from '../packages/support/folder.js';
import { repository } from '../packages/support/page.js';

const script = (name: string): string => JSON.stringify(pathToFileURL(join(repository, 'scripts', name)).href);

/** The file of the other program is the sign by which each of the two knows that both run. */
const meets = (own: string, other: string, more: string): string => `
  import { existsSync, watch, writeFileSync } from 'node:fs';
  console.log('${own} begins');
  writeFileSync('${own}', '');
  const watcher = watch('.', () => proceed());
  proceed();
  function proceed() {
    if (!existsSync('${other}')) return;
    watcher.close();
    console.error('${own} has met ${other}');
    ${more}
  }
`;

const main = `
  import { sideBySide } from ${script('side-by-side.mjs')};
  const runs = await sideBySide([['first.mjs'], ['second.mjs']]);
  console.log(JSON.stringify(runs.map(({ code }) => code)));
`;

describe('two runs of tests side by side', () => {
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
    folder.write('main.mjs', main);
  });

  afterEach(() => {
    folder.remove();
  });

  it('run at the same time, and are shown one after the other', async () => {
    folder.write('first.mjs', meets('first', 'second', ''));
    folder.write('second.mjs', meets('second', 'first', ''));
    const { code, out } = await runNode(folder, 'main.mjs');
    expect(code).to.equal(0);
    expect(out).to.equal('first begins\nfirst has met second\nsecond begins\nsecond has met first\n[0,0]\n');
  }).timeout(20_000);

  it('end with the exit codes of both, also of one that is killed', async () => {
    folder.write('first.mjs', meets('first', 'second', 'process.exitCode = 3;'));
    folder.write('second.mjs', meets('second', 'first', "process.kill(process.pid, 'SIGKILL');"));
    expect((await runNode(folder, 'main.mjs')).out).to.match(/\[3,1\]\n$/);
  }).timeout(20_000);

  it('are counted together, in a line that is none of mocha’s', async () => {
    const { totalsOf } = (await import(join(repository, 'scripts', 'mocha-totals.mjs'))) as {
      totalsOf: (outputs: readonly string[]) => string;
    };
    const one = '\n\n  \u001b[32m 12 passing\u001b[0m\u001b[90m (3s)\u001b[0m\n  1 pending\n\n';
    const other = '  log of 5 passing things\n\n  30 passing (2m)\n  2 failing\n\n  1) a title';
    const line = totalsOf([one, other]);
    expect(line).to.equal('All tests: 42 passing, 2 failing, 1 pending');
    // What CI adds up begins with a number.
    expect(line).to.match(/^[^\d]/);
  });
});
