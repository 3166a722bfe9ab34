import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { join } from 'node:path';
import { openedInTest } from './support/opened.js';
import { actsNow } from './support/options-at-work.js';
import { byText, plain, readPage, repository, rowsOf } from './support/page.js';

const rows = rowsOf(readPage('providers/split/README.md'), 'option', 'takes', 'default', 'acts', 'what it does');
const dist = join(repository, 'providers', 'split', 'dist');

/** Files know one hash: the option is passed on, and there is nothing that it could change. */
const WITHOUT_EFFECT = 'ignoreAlgo';

describe('the options in the README of split-provider that act now', () => {
  const opened = openedInTest();
  let acts: ReadonlyMap<string, string>;

  before(() => {
    acts = byText(rows, 'option', (row) => plain(row, 'acts'));
  });

  it('are the ones shown here; all others act later', () => {
    const now = [...acts].filter(([, when]) => when === 'now').map(([name]) => name);
    expect(now.sort()).to.deep.equal(Object.keys(actsNow).sort());
    expect(new Set(acts.values())).to.deep.equal(new Set(['now', 'later']));
  });

  for (const [name, show] of Object.entries(actsNow)) {
    it(`include ${name}`, async () => {
      await show(opened());
    });
  }

  it('are the only ones that anything but the reading of options looks at', () => {
    const later = [...acts].filter(
      ([name, when]) => when === 'later' && !name.includes('.') && name !== WITHOUT_EFFECT,
    );
    const sources = readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js') && !file.startsWith('config'))
      .map((file) => readFileSync(join(dist, file), 'utf8'));
    const used = later.filter(([name]) => {
      const reading = new RegExp(
        `settings\\.${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\}\\s*=\\s*(?:\\w+\\.)*settings\\b`,
      );
      return sources.some((text) => reading.test(text));
    });
    expect(used.map(([name]) => name)).to.deep.equal([]);
  });
});
