import { expect } from 'chai';
import { showName } from '#src/logging/show-name.js';

describe('a name in a message', () => {
  const names: readonly [name: string, shown: string][] = [
    ['a', '"a"'],
    ['', '""'],
    ['a "b"\n', String.raw`"a \"b\"\n"`],
    ['\ud800', String.raw`"\ud800"`],
    ['x'.repeat(100), `"${'x'.repeat(100)}"`],
    ['x'.repeat(101), `"${'x'.repeat(100)}…"`],
  ];
  for (const [name, shown] of names) {
    it(`is quoted, on one line and cut: ${JSON.stringify(name).slice(0, 20)}`, () => {
      expect(showName(name)).to.equal(shown);
    });
  }
});
