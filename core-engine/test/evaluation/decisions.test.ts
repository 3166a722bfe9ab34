import { expect } from 'chai';
import { World } from './support/world.js';
import type { Decision } from '#src/evaluation/decision.js';
import type { FlagProgram } from '#src/evaluation/program.js';

/** A flag with so many endings, each for the one whose key is its number. */
function flagOf(endings: number): FlagProgram {
  return {
    key: 'f',
    kind: 'test',
    info: {},
    outcomes: Array.from({ length: endings }, (_, at) => ({ variant: `v${at}`, value: at })),
    steps: Array.from({ length: endings }, (_, at) => ({
      when: { if: 'test', of: { from: 'key' }, operator: 'in', as: 'joined-text', values: [String(at)] } as const,
      then: { do: 'serve', outcome: at } as const,
      label: `ending ${at}`,
      reason: 'TARGETING_MATCH' as const,
    })),
  };
}

describe('evaluation: the decisions of a flag', () => {
  for (const endings of [1, 2, 8, 9, 10, 40]) {
    it(`are always the same object for each of ${endings} endings, whatever was asked in between`, () => {
      const world = new World({ flags: [flagOf(endings)] });
      const ask = (at: number): Decision => world.ask('f', { key: String(at) });
      const first = Array.from({ length: endings }, (_, at) => ask(at));
      const again = Array.from({ length: endings }, (_, at) => ask(at));
      again.forEach((decision, at) => {
        expect(decision).to.equal(first[at]);
        expect(decision.outcome?.variant).to.equal(`v${at}`);
        expect(decision.flag?.key).to.equal('f');
      });
      expect(new Set(first).size).to.equal(endings);
    });
  }
});
