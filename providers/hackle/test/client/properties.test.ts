import { expect } from 'chai';
import type { HackleClient } from '@polyflag/hackle-provider';
import { userOf } from '#src/user/user.js';
import { Stage } from '../support/clients.js';
import { condition, experiment, target, workspace } from '../support/workspace.js';

// Conditions look at properties as they were given where that makes no difference to a copy that is in order (spec §6.3). A
// user with a second identifier is always evaluated by such a copy: the two must never be answered differently.

type Match = readonly [operator: string, valueType: string, values: readonly unknown[]];

const matches: readonly Match[] = [
  ['IN', 'STRING', ['a', '5']],
  ['IN', 'STRING', ['true', 'NaN']],
  ['IN', 'STRING', ['x'.repeat(1025)]],
  ['CONTAINS', 'STRING', ['x']],
  ['STARTS_WITH', 'STRING', ['N', 'x']],
  ['GT', 'STRING', ['a']],
  ['IN', 'NUMBER', [5]],
  ['GTE', 'NUMBER', [5]],
  ['LT', 'NUMBER', [5]],
  ['IN', 'BOOLEAN', [true]],
  ['IN', 'VERSION', ['1.0']],
  ['GTE', 'VERSION', ['1.0.0']],
  ['EXISTS', 'STRING', []],
];

const values: readonly unknown[] = [
  ...[undefined, null, '', 'a', '5', 'true', 'NaN', '1.0', 'x', 'x'.repeat(1024), 'x'.repeat(1025), '5'.padStart(1025)],
  ...[5, 4.5, NaN, Infinity, -Infinity, 5n, true, false, Symbol('x'), () => 'a', {}, new Date(0)],
  ...[[], ['a'], [5], [true], [null], [NaN], ['x'.repeat(1025)], ['a', true], [['a']], [{}]],
];

const names = ['p', '$p', 'constructor', '', 'n'.repeat(129)];

describe('client: conditions on properties as they were given', () => {
  let client: HackleClient;
  const tests = names.flatMap((name) => matches.map((match) => [name, ...match] as const));

  before(async () => {
    const experiments = tests.map(([name, operator, valueType, list], at) =>
      experiment(at + 1, {
        execution: {
          targetAudiences: [target(conditionOn(name, operator, valueType, list))],
        },
      }),
    );
    client = await new Stage(workspace({ experiments })).started();
  });

  after(() => client.close());

  const agree = (properties: object, what: string): void => {
    for (const [at, test] of tests.entries()) {
      const given = client.variationDetail(at + 1, { id: 'a', properties: properties as never });
      const copied = client.variationDetail(at + 1, { id: 'a', deviceId: 'd', properties: properties as never });
      if (given.reason !== copied.reason) expect.fail(`${what}: ${test.join(' ')}`);
    }
  };

  it('are answered as by a copy, whatever the value', () => {
    for (const name of names) for (const value of values) agree({ other: 1, [name]: value }, String(value));
  });

  it('are answered as by a copy where there are too many', () => {
    const many = Object.fromEntries(Array.from({ length: 128 }, (_, at) => [`q${at}`, 1]));
    agree({ ...many, p: 'a' }, 'the 129th');
    agree({ p: 'a', ...many }, 'the first of 129');
  });

  it('are answered as by a copy where they are inherited', () => {
    agree(Object.create({ p: 'a' }) as object, 'inherited');
    agree(Object.assign(Object.create(null) as object, { p: 'a' }), 'without a prototype');
  });

  it('make a difference at all', () => {
    expect(userOf({ id: 'a', properties: { p: 'a' } })?.properties).to.deep.equal({ p: 'a' });
    const reasons = tests.map((_, at) => client.variationDetail(at + 1, { id: 'a', properties: { p: 'a' } }).reason);
    expect(new Set(reasons)).to.deep.equal(new Set(['TRAFFIC_ALLOCATED', 'NOT_IN_EXPERIMENT_TARGET']));
  });
});

function conditionOn(name: string, operator: string, valueType: string, list: readonly unknown[]): object {
  const { key } = condition('USER_PROPERTY', name, ...list) as { key: object };
  return { key, match: { type: 'MATCH', operator, valueType, values: list } };
}
