import type { EvaluationContext } from '@openfeature/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { userOfContext } from '#src/context.js';
import { AmplitudeDefinitions } from '#src/definitions.js';
import { Evaluator } from '#src/local/evaluator.js';
import { decodeFlags } from '#src/wire/flags.js';
import { inCohort, onIf, property, type RawFlag } from '../support/flags.js';

const user = (...path: string[]) => ({ selector: ['context', 'user', ...path], op: 'is', values: ['a', '5', '["a"]'] });

const flags = [
  onIf('plan', property('plan', 'is', 'a', '5')),
  onIf('age', property('age', 'greater', '4')),
  onIf('tags', property('tags', 'set contains any', 'a')),
  onIf('nested', user('user_properties', 'plan', '0')),
  onIf('id', user('user_id')),
  onIf('device', user('device_id')),
  onIf('country', user('country')),
  onIf('whole', { selector: ['context', 'user'], op: 'contains', values: ['"plan":"a"'] }),
  onIf('cohort', inCohort('c')),
];

function worldOf(all: readonly RawFlag[]): { definitions: AmplitudeDefinitions; evaluator: Evaluator } {
  const definitions = new AmplitudeDefinitions(() => undefined);
  definitions.replace(decodeFlags(all));
  definitions.putCohorts([{ id: 'c', groupType: 'User', lastModified: 1, members: new Set(['a']) }]);
  return { definitions, evaluator: new Evaluator(definitions, true) };
}

const value = fc.oneof(
  fc.constantFrom<unknown>('a', '5', '', 5, 0, true, null, undefined, NaN, '["a"]'),
  fc.array(fc.constantFrom<unknown>('a', 5, null, undefined, {}), { maxLength: 3 }),
  fc.constantFrom<unknown>({ a: 1 }, new Date(0), { plan: 'a' }),
);
const name = fc.constantFrom(
  'plan',
  'age',
  'tags',
  'user_id',
  'userId',
  'device_id',
  'deviceId',
  'country',
  'groups',
  'user_properties',
  'more',
);
const contexts = fc
  .tuple(fc.dictionary(name, value, { maxKeys: 5 }), fc.constantFrom<unknown>('a', '5', ' ', '', undefined, 5))
  .map(
    ([context, targetingKey]) =>
      ({ ...context, ...(targetingKey === undefined ? {} : { targetingKey }) }) as EvaluationContext,
  );

describe('local: a context that is bound as it is', () => {
  it('decides as the user does that is made of it', () => {
    const { definitions, evaluator } = worldOf(flags);
    let bound = 0;
    fc.assert(
      fc.property(contexts, (context) => {
        for (const cell of definitions.set.flagCells()) {
          const decision = evaluator.decideFor(cell, context);
          if (decision === undefined) continue;
          bound += 1;
          const read = userOfContext(context);
          if (read.kind !== 'user') return expect.fail('there is no user');
          expect(decision).to.equal(evaluator.decide(cell, read.user as Readonly<Record<string, unknown>>), cell.key);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(bound).to.be.above(3_000);
  });

  it('is not bound so where a flag asks for a property under the name of a field', () => {
    const { definitions, evaluator } = worldOf([onIf('f', property('country', 'is', 'NO'))]);
    expect(evaluator.decideFor(definitions.set.flag('f')!, { targetingKey: 'a', country: 'NO' })).to.equal(undefined);
  });

  it('leaves nothing behind for the next one', () => {
    const { definitions, evaluator } = worldOf(flags);
    const decide = (key: string, context: EvaluationContext): unknown =>
      evaluator.decideFor(definitions.set.flag(key)!, context)?.outcome?.variant;
    expect(decide('country', { targetingKey: 'a', country: 'a' })).to.equal('on');
    expect([decide('country', {}), decide('id', {}), decide('cohort', {})]).to.deep.equal(['off', 'off', 'off']);
    expect([decide('id', { targetingKey: 'a' }), decide('cohort', { targetingKey: 'a' })]).to.deep.equal(['on', 'on']);
  });
});
