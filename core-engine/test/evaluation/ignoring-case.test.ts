import { expect } from 'chai';
import { loadPatternEngine } from '#src/evaluation/patterns/pattern.js';
import { attribute, outcomeOf, test, World, onIf } from './support/world.js';

describe('evaluation: matches-ignoring-case', () => {
  before(loadPatternEngine);

  const rows: [expression: string, text: unknown, matches: boolean][] = [
    ['@example\\.(com|org)$', 'Ann@EXAMPLE.org', true],
    ['@example\\.(com|org)$', 'ann@example.net', false],
    ['^QA-\\d+$', 'qa-7', true],
    ['qa', undefined, false],
    ['qa', '', false],
    ['7', 1_707, true],
  ];
  for (const [expression, text, matches] of rows) {
    it(`${expression} ${matches ? 'matches' : 'does not match'} ${JSON.stringify(text)}`, () => {
      const condition = test(attribute('a'), 'matches-ignoring-case', 'joined-text', expression);
      expect(outcomeOf(condition, { attributes: { a: text } })).to.equal(matches);
    });
  }

  it('says once what matches nothing', () => {
    const world = new World({
      flags: [onIf('f', test(attribute('a'), 'matches-ignoring-case', 'joined-text', '*a'))],
    });
    expect(world.ask('f', { attributes: { a: 'a' } }).outcome?.variant).to.equal('off');
  });
});

describe('evaluation: part-of', () => {
  const rows: [operands: string[], text: unknown, holds: boolean][] = [
    [['gold,team'], 'gold', true],
    [['gold,team'], 'd,t', true],
    [['gold,team'], 'Gold', false],
    [['free', 'gold'], 'old', true],
    [['gold'], 'golden', false],
    [['gold'], '', false],
    [['a7'], 7, true],
  ];
  for (const [operands, text, holds] of rows) {
    it(`${JSON.stringify(text)} of ${JSON.stringify(operands)}: ${holds}`, () => {
      const condition = test(attribute('a'), 'part-of', 'joined-text', ...operands);
      expect(outcomeOf(condition, { attributes: { a: text } })).to.equal(holds);
    });
  }
});
