import { expect } from 'chai';
import fc from 'fast-check';
import type { Decision } from '#src/evaluation/decision.js';
import { explain } from '#src/evaluation/explain.js';
import { NaiveEvaluation } from './support/naive-evaluation.js';
import { attributes, circles, contents, flagNames, people } from './support/random-programs.js';
import { World } from './support/world.js';

const whole = { numRuns: 500 };

function apartFromSlot({ slot: _slot, ...rest }: Decision): object {
  return rest;
}

describe('evaluation: sets of any programs', () => {
  it('answer as the plainest evaluation does, circles and failures included', () => {
    fc.assert(
      fc.property(contents, fc.array(attributes, { minLength: 1, maxLength: 2 }), (contents, contexts) => {
        const world = new World(contents);
        for (const attributes of contexts) {
          for (const key of people) {
            for (const flag of flagNames) {
              const model = new NaiveEvaluation(contents, key, attributes).answer(flag);
              expect(world.answer(flag, { key, attributes }), `${flag} for ${key}`).to.equal(model);
            }
          }
        }
      }),
      whole,
    );
  });

  it('answer as the plainest evaluation does where they are all circles', () => {
    fc.assert(
      fc.property(circles, (contents) => {
        const world = new World(contents);
        for (const flag of flagNames) {
          expect(world.answer(flag), flag).to.equal(new NaiveEvaluation(contents, 'ana', {}).answer(flag));
        }
      }),
      whole,
    );
  });

  it('answer the same whether asked one by one, together, from within or with an explanation', () => {
    fc.assert(
      fc.property(contents, attributes, (contents, attributes) => {
        const world = new World(contents);
        const one = flagNames.map((flag) => world.ask(flag, { attributes }));
        expect(world.set.evaluateMany(flagNames, world.bind({ attributes }))).to.deep.equal(one);
        const explained = flagNames.map((flag) => explain(world.set, flag, world.bind({ attributes })).decision);
        expect(explained.map(apartFromSlot)).to.deep.equal(one.map(apartFromSlot));
        const within: Decision[] = [];
        const asking = Object.defineProperty({ ...attributes }, 'y', {
          get: () => {
            if (within.length === 0) within.push(...flagNames.map((flag) => world.ask(flag, { attributes })));
            return attributes.y;
          },
        });
        const around = flagNames.map((flag) => world.ask(flag, { attributes: asking }));
        expect(around.map(apartFromSlot)).to.deep.equal(one.map(apartFromSlot));
        if (within.length > 0) expect(within.map(apartFromSlot)).to.deep.equal(one.map(apartFromSlot));
      }),
      whole,
    );
  });

  it('leave everything as it was', () => {
    fc.assert(
      fc.property(contents, attributes, (contents, attributes) => {
        const world = new World(contents);
        const names = () => [
          ...world.set.table.flags.keys(),
          ...world.set.table.rules.keys(),
          ...world.set.table.segments.keys(),
        ];
        const before = names();
        for (const flag of flagNames) explain(world.set, flag, world.bind({ attributes }));
        const first = flagNames.map((flag) => world.answer(flag, { attributes }));
        for (let round = 0; round < 2; round += 1) {
          expect(
            [...flagNames]
              .reverse()
              .map((flag) => world.answer(flag, { attributes }))
              .reverse(),
          ).to.deep.equal(first);
        }
        expect(names()).to.deep.equal(before);
      }),
    );
  });
});
