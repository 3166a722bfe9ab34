import { expect } from 'chai';
import { EvaluationFailure } from '#src/evaluation/failure.js';
import type { Check } from '#src/evaluation/conditions/check.js';
import { flag, rule } from '#src/evaluation/conditions/references.js';
import { State } from '#src/evaluation/state.js';
import { isOn, World } from './support/world.js';

/** What a check throws in a run of its own. */
function failureOf(check: Check, world: World): unknown {
  const state = new State();
  state.begin(1, undefined);
  try {
    return check(world.bind(), state);
  } catch (failure) {
    return failure;
  }
}

describe('evaluation: a reference that fails', () => {
  const world = new World();
  const circling = world.set.table.flagCell('round');
  circling.path = 1;
  const rows: [title: string, check: Check, message: string][] = [
    [
      'because there is no flag',
      flag(isOn('gone', { missing: 'fail' }), world.set.table.flagCell('gone')),
      'there is no flag "gone" to refer to',
    ],
    [
      'because there is no rule',
      rule({ if: 'rule', rule: 'gone', missing: 'fail' }, world.set.table.ruleCell('gone')),
      'there is no rule "gone"',
    ],
    [
      'because it leads back',
      flag(isOn('round', { cycle: 'fail' }), circling),
      'flags refer to each other in a circle, at "round"',
    ],
  ];
  for (const [title, check, message] of rows) {
    it(`${title}, fails with the same error every time`, () => {
      const failure = failureOf(check, world);
      expect(failure).to.be.instanceOf(EvaluationFailure);
      expect((failure as EvaluationFailure).message).to.equal(message);
      expect(failureOf(check, world)).to.equal(failure);
    });
  }
});
