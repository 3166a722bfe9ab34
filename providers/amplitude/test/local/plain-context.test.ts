import type { EvaluationContext } from '@openfeature/core';
import type { FlagCell } from '@polyflag/core-engine';
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
  onIf('blank', { ...user('user_id'), values: ['', ' ', '\u00a0'] }),
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
  fc.array(fc.constantFrom<unknown>('a', 5, null, undefined, {}, 1n), { maxLength: 3 }),
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

/** Insists that a context that is bound as it is gets the decision of its user. @returns whether it is bound so */
function isDecidedAlike(evaluator: Evaluator, cell: FlagCell, context: EvaluationContext): boolean {
  const decision = evaluator.decideFor(cell, context);
  if (decision === undefined) return false;
  const read = userOfContext(context);
  if (read.kind !== 'user') return expect.fail('there is no user');
  expect(decision).to.equal(evaluator.decide(cell, read.user as Readonly<Record<string, unknown>>), cell.key);
  return true;
}

describe('local: a context that is bound as it is', () => {
  it('decides as the user does that is made of it', () => {
    const { definitions, evaluator } = worldOf(flags);
    let bound = 0;
    fc.assert(
      fc.property(contexts, (context) => {
        for (const cell of definitions.set.flagCells()) if (isDecidedAlike(evaluator, cell, context)) bound += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(bound).to.be.above(3_000);
  });

  it('decides so too where one context has the names of those before it', () => {
    const { definitions } = worldOf(flags);
    const names = fc.uniqueArray(fc.oneof(name, fc.constantFrom('constructor', '__proto__', 'p', 'q')), {
      maxLength: 6,
    });
    const given = names.chain((those) =>
      fc.tuple(
        fc.constant(those),
        fc.tuple(...those.map(() => fc.constantFrom<unknown>('z', 'z', 'z', ['z']))),
        fc.tuple(...those.map(() => fc.oneof({ arbitrary: fc.constantFrom('a', 5, '5', ['a']), weight: 4 }, value))),
        fc.constantFrom<unknown>('a', 'b', ' ', '', '\u00a0', null, undefined, 5),
        fc.constantFrom<object>({}, { more: ['a', {}] }, { p: 'a' }),
      ),
    );
    const own = (of: object, members: readonly [string, unknown][]): EvaluationContext => {
      for (const [key, value] of members)
        Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true });
      return of as EvaluationContext;
    };
    let bound = 0;
    fc.assert(
      fc.property(given, ([those, formed, values, targetingKey, more]) => {
        const evaluator = new Evaluator(definitions, true);
        const before = own(
          { targetingKey: 'z' },
          those.map((one, at) => [one, formed[at]]),
        );
        const context = own(
          { targetingKey, ...more },
          those.map((one, at) => [one, values[at]]),
        );
        for (const cell of definitions.set.flagCells()) {
          evaluator.decideFor(cell, before);
          if (isDecidedAlike(evaluator, cell, context)) bound += 1;
        }
      }),
      { numRuns: 4_000 },
    );
    expect(bound).to.be.above(6_000);
  });

  it('is not bound so where a list holds what JSON cannot, whatever the context before it held', () => {
    const { definitions, evaluator } = worldOf(flags);
    const decide = (tags: unknown): unknown =>
      evaluator.decideFor(definitions.set.flag('tags')!, { targetingKey: 'a', tags } as EvaluationContext)?.outcome
        ?.variant;
    expect([decide(['a']), decide(['b', null]), decide(['a', 1n]), decide('a')]).to.deep.equal([
      ...['on', 'off', undefined, 'off'],
    ]);
  });

  it('is bound so when the names change for good, and when there are many', () => {
    const { definitions, evaluator } = worldOf(flags);
    const decide = (context: EvaluationContext): unknown =>
      evaluator.decideFor(definitions.set.flag('plan')!, context)?.outcome?.variant;
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${String(at)}`, at]));
    for (const more of [{}, { a: 1 }, { a: 1, b: 2 }, many, { c: 3 }]) {
      for (let times = 0; times < 200; times += 1) {
        const others = times % 2 === 0 ? more : { ...more, odd: times };
        expect(decide({ targetingKey: 'a', plan: times % 3 === 0 ? 'a' : 'b', ...others })).to.equal(
          times % 3 === 0 ? 'on' : 'off',
        );
      }
    }
  });

  it('is not bound so where it has something under the name of a field that a flag asks for as a property', () => {
    const { definitions, evaluator } = worldOf([onIf('f', property('country', 'is', 'NO'))]);
    const decide = (context: EvaluationContext): unknown =>
      evaluator.decideFor(definitions.set.flag('f')!, { targetingKey: 'a', ...context })?.outcome?.variant;
    expect([decide({ country: 'NO' }), decide({ plan: 'NO' })]).to.deep.equal([undefined, 'off']);
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
