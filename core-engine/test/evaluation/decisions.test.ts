import { expect } from 'chai';
import { definition, World } from './support/world.js';
import type { Decision } from '#src/evaluation/decision.js';
import type { FlagProgram } from '#src/evaluation/program.js';

/** A flag with so many endings, each for the one whose key is its number. */
function flagOf(endings: number, label = 'ending'): FlagProgram {
  return {
    key: 'f',
    kind: 'test',
    info: {},
    outcomes: Array.from({ length: endings }, (_, at) => ({ variant: `v${at}`, value: at })),
    steps: Array.from({ length: endings }, (_, at) => ({
      when: { if: 'test', of: { from: 'key' }, operator: 'in', as: 'joined-text', values: [String(at)] } as const,
      then: { do: 'serve', outcome: at } as const,
      label: `${label} ${at}`,
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

    it(`tell of the flag as it is once it has changed, for each of ${endings} endings that are the same`, () => {
      // With labels of their own, so that the runtime shares its endings with nobody but the changed one.
      const program = flagOf(endings, `one of ${endings}:`);
      const world = new World({ flags: [program] });
      const info = (at: number): unknown => world.ask('f', { key: String(at) }).flag?.info;
      const infos = (): unknown[] => Array.from({ length: endings }, (_, at) => info(at));
      infos();
      const changed = { ...program, info: { version: 2 } };
      world.store.apply({ flags: { put: [definition('f', changed, 2)] } });
      expect(infos()).to.deep.equal(Array(endings).fill({ version: 2 }));
    });
  }
});
