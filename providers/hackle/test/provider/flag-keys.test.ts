import { readOwnOptions } from '@polyflag/core-engine';
import { expect } from 'chai';
import { providerOptions } from '#src/config/hackle-options.js';
import { FlagKeys } from '#src/flag-keys.js';

function keys(options: object = {}): FlagKeys {
  return new FlagKeys(readOwnOptions('HackleProvider', options, providerOptions).own);
}

describe('flag keys', () => {
  it('are read once, and the same object each time', () => {
    const known = keys();
    expect(known.target('experiment:42/a/b', 'string')).to.deep.equal({
      kind: 'experiment',
      name: 'experiment:42',
      parameter: 'a/b',
    });
    expect(known.target('experiment:42', 'string')).to.equal(known.target('experiment:42', 'string'));
  });

  it('that nobody asks for twice do not fill the memory', () => {
    const known = keys();
    const first = known.target('experiment:1', 'string');
    for (let number = 2; number <= 10_001; number += 1) known.target(`experiment:${number}`, 'string');
    const again = known.target('experiment:1', 'string');
    expect(again).to.deep.equal(first);
    expect(again).to.not.equal(first);
  });

  const rows: [options: object, name: string, evaluated: string[]][] = [
    [{}, 'experiment:42', ['experiment:42', '42']],
    [{}, 'feature:42', ['feature:42', '42']],
    [{}, 'config:a:b', ['config:a:b']],
    [{ bareNumbers: 'feature' }, 'experiment:42', ['experiment:42']],
    [{ bareNumbers: 'feature' }, 'feature:42', ['feature:42', '42']],
    [{ bareNumbers: 'config' }, 'feature:42', ['feature:42']],
  ];
  for (const [options, name, evaluated] of rows) {
    it(`by which ${name} is evaluated, with ${JSON.stringify(options)}: ${evaluated.join(', ')}`, () => {
      expect(keys(options).keysOf(name)).to.deep.equal(evaluated);
    });
  }
});
