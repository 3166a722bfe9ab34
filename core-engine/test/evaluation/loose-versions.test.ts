import { expect } from 'chai';
import fc from 'fast-check';
import { LooseVersion } from '#src/evaluation/loose-versions.js';
import type { OperatorName } from '#src/evaluation/program.js';
import { attribute, outcomeOf, test } from './support/world.js';

describe('evaluation: loose versions', () => {
  const versions = ['1.2', '1.2.3', '01.02.03', '1.2.3-', '1.2.3-a', '1.2.3-a.b', '1.2.3-a.b.', '1.2.3--_x.9', '0.0'];
  const others = [
    '',
    '1',
    '1.',
    '.1',
    '1.2.',
    '1.2.3.4',
    'v1.2',
    '1.2-beta',
    '1.2.3+b',
    '1.2.3-.',
    '1.2.3-a..b',
    ' 1.2',
  ];
  it('are two or three numbers, the three perhaps with a suffix', () => {
    for (const text of versions) expect(new LooseVersion().read(text), text).to.equal(true);
    for (const text of others) expect(new LooseVersion().read(text), text).to.equal(false);
  });

  it('are exactly what the grammar says, whatever the text', () => {
    const grammar = /^\d+\.\d+(?:\.\d+(?:-(?:[-\w]+(?:\.[-\w]+)*\.?)?)?)?$/;
    const piece = fc.constantFrom('0', '1', '23', '.', '-', 'a', 'Z', '_', '!', '٣', 'é', '+', ' ');
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 12 }), (text) => {
        expect(new LooseVersion().read(text)).to.equal(grammar.test(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('are ordered by their numbers, then with a suffix below without, then by the suffix as text', () => {
    const ascending = ['0.9.9', '1.2', '1.2.1-beta.10', '1.2.1-beta.2', '1.2.1', '1.2.10', '1.10', '2.0'];
    for (const [at, low] of ascending.entries()) {
      expect(compare(low, low)).to.equal(0);
      for (const high of ascending.slice(at + 1)) {
        expect(compare(low, high), `${low} and ${high}`).to.be.below(0);
        expect(compare(high, low), `${high} and ${low}`).to.be.above(0);
      }
    }
    expect(compare('1.2', '01.02.00')).to.equal(0);
  });

  const rows: [operator: OperatorName, values: string[], holding: unknown[], failing: unknown[]][] = [
    ['above', ['1.9'], ['1.10', '2.0', ['1.0', '2.0']], ['1.9', '1.9.0', '1.8', null]],
    ['at-least', ['1.9'], ['1.9.0', '1.10', 1.9], ['1.8', '1.9.0-a']],
    ['below', ['1.9.0'], ['1.9.0-a', '1.8'], ['1.9', '1.10']],
    ['at-most', ['1.9', 'x'], ['1.9', '1.8', 'abc'], ['1.10']],
    ['below', ['b'], ['1.2', 'a'], ['b', 'c']],
    ['below', ['b', 'a.b'], ['1.2.3'], ['c']],
    ['in', ['1.2'], ['1.2.0', '01.2'], ['1.3', 'x']],
  ];
  for (const [operator, values, holding, failing] of rows) {
    it(`${operator} ${JSON.stringify(values)}`, () => {
      for (const a of holding) expect(asked(operator, values, a), String(a)).to.equal(true);
      for (const a of failing) expect(asked(operator, values, a), String(a)).to.equal(false);
    });
  }

  it('are read in time proportional to the text', () => {
    const hostile = `1.2.3-${'a'.repeat(200_000)}!`;
    const begun = performance.now();
    expect(asked('below', ['1.2.3'], hostile)).to.equal(false);
    expect(performance.now() - begun).to.be.below(500);
  });
});

function compare(a: string, b: string): number {
  const [one, other] = [new LooseVersion(), new LooseVersion()];
  expect(one.read(a) && other.read(b)).to.equal(true);
  return one.compare(other);
}

function asked(operator: OperatorName, values: readonly string[], a: unknown): unknown {
  const condition = { ...test(attribute('a'), operator, 'loose-version', ...values), each: 'json-list' } as const;
  return outcomeOf(condition, { attributes: { a } });
}
