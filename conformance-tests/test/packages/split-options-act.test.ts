import { expect } from 'chai';
import { openedInTest } from './support/opened.js';
import { atWork } from './support/options-at-work.js';
import { byText, readPage, rowsOf } from './support/page.js';

const rows = rowsOf(readPage('providers/split/README.md'), 'option', 'takes', 'default', 'what it does');

describe('the options in the README of split-provider, at work', () => {
  const opened = openedInTest();

  it('are all shown here', () => {
    const named = byText(rows, 'option', () => true);
    expect([...named.keys()].sort()).to.deep.equal(Object.keys(atWork).sort());
  });

  for (const [name, show] of Object.entries(atWork)) {
    it(`include ${name}`, async () => {
      await show(opened());
    });
  }
});
