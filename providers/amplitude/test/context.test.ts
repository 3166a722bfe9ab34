import type { EvaluationContext } from '@openfeature/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { userOfContext } from '#src/context.js';

const fields = [
  ...['device_id', 'user_id', 'country', 'city', 'region', 'dma', 'language', 'platform', 'version', 'os'],
  ...['device_manufacturer', 'device_brand', 'device_model', 'carrier', 'library', 'ip_address'],
];

function userOf(context: unknown): unknown {
  const read = userOfContext(context as EvaluationContext);
  return read.kind === 'user' ? read.user : read.kind;
}

describe('context: the user of a context', () => {
  const cases: readonly [what: string, context: object, user: object | string][] = [
    ['the targeting key is his id', { targetingKey: 'u' }, { user_id: 'u' }],
    ['unless there is one', { targetingKey: 't', user_id: 'u' }, { user_id: 'u' }],
    ['in either spelling', { targetingKey: 't', userId: 'u' }, { user_id: 'u' }],
    [
      'the vendor’s spelling goes first',
      { user_id: 'a', userId: 'b', deviceId: 'c', device_id: 'd' },
      { device_id: 'd', user_id: 'a' },
    ],
    ['a blank targeting key is none', { targetingKey: ' ' }, {}],
    ['nobody', {}, {}],
    ['null and undefined are not there', { targetingKey: null, device_id: null, country: undefined, x: undefined }, {}],
    [
      'numbers and booleans as text',
      { userId: 5, version: 1.5, platform: true },
      { user_id: '5', platform: 'true', version: '1.5' },
    ],
    [
      'everything else is a property',
      { targetingKey: 'u', plan: 'gold', n: null, deep: { a: [1] } },
      { user_id: 'u', user_properties: { deep: { a: [1] }, n: null, plan: 'gold' } },
    ],
    [
      'properties by name go over those',
      { plan: 'gold', user_properties: { plan: 'red', z: 1 } },
      { user_properties: { plan: 'red', z: 1 } },
    ],
    ['also in camel case', { userProperties: { plan: 'red' } }, { user_properties: { plan: 'red' } }],
    [
      'dates as ISO text',
      { since: new Date(0), userProperties: { d: [new Date(1)] } },
      { user_properties: { d: ['1970-01-01T00:00:00.001Z'], since: '1970-01-01T00:00:00.000Z' } },
    ],
    ['one group', { groups: { org: 'acme' } }, { groups: { org: ['acme'] } }],
    [
      'groups and what belongs to them',
      {
        groups: { org: ['a', 'b'] },
        groupProperties: { org: { a: { plan: 1 } } },
        cohortIds: ['c'],
        group_cohort_ids: { org: { a: ['g'] } },
      },
      {
        groups: { org: ['a', 'b'] },
        group_properties: { org: { a: { plan: 1 } } },
        cohort_ids: ['c'],
        group_cohort_ids: { org: { a: ['g'] } },
      },
    ],
    ['a targeting key that is no text', { targetingKey: 5 }, 'unusable'],
    ['an id that is no text', { user_id: { a: 1 } }, 'unusable'],
    ['a device id that is a list', { deviceId: ['d'] }, 'unusable'],
    ['properties that are none', { user_properties: 'gold' }, 'unusable'],
    ['groups that are a list', { groups: ['org'] }, 'unusable'],
    ['a group that is a number', { groups: { org: 5 } }, 'unusable'],
    ['a group of numbers', { groups: { org: [5] } }, 'unusable'],
    ['properties of groups that are flat', { group_properties: { org: { plan: 1 } } }, 'unusable'],
    ['cohorts that are no list', { cohort_ids: 'c' }, 'unusable'],
    ['cohorts of groups that are flat', { groupCohortIds: { org: ['g'] } }, 'unusable'],
    ['a BigInt', { big: 1n }, 'unusable'],
  ];
  for (const [what, context, user] of cases) {
    it(what, () => {
      expect(userOf(context)).to.deep.equal(user);
    });
  }

  it('has every field of the vendor, in either spelling and in one order', () => {
    const snake = Object.fromEntries(fields.map((field) => [field, `a ${field}`]));
    const camel = fields.map((field) => [field.replace(/_(.)/g, (_, l: string) => l.toUpperCase()), `a ${field}`]);
    expect(JSON.stringify(userOf(snake))).to.equal(JSON.stringify(snake));
    expect(JSON.stringify(userOf(Object.fromEntries(camel.reverse())))).to.equal(JSON.stringify(snake));
  });

  it('is unusable for a cyclic context, and for one whose getter throws', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(userOf({ cyclic })).to.equal('unusable');
    expect(
      userOf({
        get broken() {
          throw new Error('no');
        },
      }),
    ).to.equal('unusable');
  });

  it('never throws, and is the same for the same members in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (context) => {
        const backwards = Object.fromEntries(Object.entries(context).reverse());
        expect(userOfContext(backwards as never)).to.deep.equal(userOfContext(context as never));
      }),
    );
  });

  it('may be demanded to have an id', () => {
    expect(userOfContext({ plan: 'gold' }, true)).to.deep.equal({ kind: 'unidentified' });
    expect(userOfContext({ targetingKey: 'u' }, true).kind).to.equal('user');
    expect(userOfContext({ deviceId: 'd' }, true).kind).to.equal('user');
  });
});
