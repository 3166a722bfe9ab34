import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { useFactories } from '../client/use-factories.js';
import {
  allKeys,
  attributeIs,
  dependsOn,
  flag,
  flagOf,
  inSegment,
  keyIn,
  list,
  matcher,
  rollout,
} from '../definitions/build.js';
import { useOpenFeature } from './use-open-feature.js';

const day = Date.UTC(2020, 0, 2);
const onThatDay = matcher('EQUAL_TO', { unaryNumericMatcherData: { dataType: 'DATETIME', value: day } }, 'since');

const flags = [
  flagOf('for ana', keyIn('ana')),
  flagOf('for gold', attributeIs('plan', 'gold')),
  flagOf('for accounts', attributeIs('trafficType', 'account')),
  flagOf('on that day', onThatDay),
  flagOf('any of set', matcher('CONTAINS_ANY_OF_SET', list('a'), 'tags')),
  flagOf('present', matcher('ALL_KEYS', {}, 'nested')),
  flagOf('nested text', attributeIs('nested', 'gold')),
  flagOf('dotted', attributeIs('nested.plan', 'gold')),
  flagOf('true', matcher('EQUAL_TO_BOOLEAN', { booleanMatcherData: true }, 'yes')),
  flagOf('ten', matcher('EQUAL_TO', { unaryNumericMatcherData: { dataType: 'NUMBER', value: 10 } }, 'n')),
  flagOf('staff by attribute', inSegment('staff', 'who')),
  flagOf('by flag', dependsOn('for gold', 'on')),
  // Bucket 25 of "a", bucket 100 of "user-2" with seed 100 (§11.2).
  flag('halves', { seed: 100, conditions: [rollout([allKeys], { low: 50, high: 50 })] }),
  flagOf('by targetingKey', attributeIs('targetingKey', 'ana')),
  flagOf('by bucketingKey', attributeIs('bucketingKey', 'b')),
];
const content = { flags, segments: { staff: ['eve'] } };

type Row = readonly [what: string, name: string, context: object, answer: string];

const rows: readonly Row[] = [
  ['the targeting key is the key', 'for ana', {}, 'on'],
  ['the targeting key is trimmed', 'for ana', { targetingKey: ' ana ' }, 'on'],
  ['a text is an attribute', 'for gold', { plan: 'gold' }, 'on'],
  ['a number is an attribute', 'ten', { n: 10 }, 'on'],
  ['a boolean is an attribute', 'true', { yes: true }, 'on'],
  ['null is no attribute', 'for gold', { plan: null }, 'off'],
  ['a Date is a date', 'on that day', { since: new Date(day + 5_000) }, 'on'],
  ['a number is a date in milliseconds', 'on that day', { since: day + 5_000 }, 'on'],
  ['a list is kept', 'any of set', { tags: ['b', 'a'] }, 'on'],
  ['a Set is kept', 'any of set', { tags: new Set(['b', 'a']) }, 'on'],
  ['a nested object matches no text', 'nested text', { nested: { plan: 'gold' } }, 'off'],
  ['a nested object is not flattened', 'dotted', { nested: { plan: 'gold' } }, 'off'],
  ['an attribute may be in a segment', 'staff by attribute', { who: 'eve' }, 'on'],
  ['other flags are asked for the same context', 'by flag', { plan: 'gold' }, 'on'],
  ['the key decides the bucket', 'halves', { targetingKey: 'user-2' }, 'high'],
  ['bucketingKey decides the bucket where there is one', 'halves', { bucketingKey: 'user-2' }, 'high'],
  ['bucketingKey decides the bucket, not the key', 'halves', { targetingKey: 'user-2', bucketingKey: 'a' }, 'low'],
  ['bucketingKey leaves the key to the matchers', 'for ana', { bucketingKey: 'b' }, 'on'],
  ['bucketingKey may be null', 'for ana', { bucketingKey: null }, 'on'],
  ['trafficType stays an attribute', 'for accounts', { trafficType: 'account' }, 'on'],
  ['a property that is inherited is none', 'for gold', Object.create({ plan: 'gold' }) as object, 'off'],
];

describe('the context (3.1.1, 3.1.2, DECISIONS 19)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();
  const bound = (config: SplitConfig = {}) =>
    bind(new SplitProvider('localhost', { ...factories.files(content), ...config }));

  for (const [what, name, context, answer] of rows) {
    it(what, async () => {
      const given = Object.assign(
        Object.create(Object.getPrototypeOf(context) as object) as object,
        { targetingKey: 'ana' },
        context,
      );
      expect(await (await bound()).value(name, given)).to.equal(answer);
    });
  }

  it('a number is a date in seconds under dateUnit s; a Date is exact', async () => {
    const { value } = await bound({ dateUnit: 's' }).then((b) => ({ value: b.value.bind(b) }));
    expect(await value('on that day', { targetingKey: 'ana', since: day / 1_000 })).to.equal('on');
    expect(await value('on that day', { targetingKey: 'ana', since: day })).to.equal('off');
    expect(await value('on that day', { targetingKey: 'ana', since: new Date(day) })).to.equal('on');
  });

  it('every field is an attribute, the keys among them', async () => {
    const { value } = await bound().then((b) => ({ value: b.value.bind(b) }));
    expect(await value('by targetingKey')).to.equal('on');
    expect(await value('by bucketingKey', { targetingKey: 'ana', bucketingKey: 'b' })).to.equal('on');
  });

  it('what API, client and call say is merged (3.2.3)', async () => {
    const { client } = await bound();
    OpenFeature.setContext({ plan: 'free', targetingKey: 'bob' });
    try {
      client.setContext({ plan: 'gold' });
      expect(await client.getStringValue('for gold', 'd')).to.equal('on');
      expect(await client.getStringValue('for ana', 'd')).to.equal('off');
      expect(await client.getStringValue('for ana', 'd', { targetingKey: 'ana' })).to.equal('on');
      expect(await client.getStringValue('for gold', 'd', { plan: 'free' })).to.equal('off');
    } finally {
      OpenFeature.setContext({});
    }
  });

  it('is left as it was', async () => {
    const { value } = await bound().then((b) => ({ value: b.value.bind(b) }));
    const nested = { plan: 'gold' };
    const context = { targetingKey: ' ana ', bucketingKey: 'b', nested, tags: ['a'], since: new Date(day) };
    const before = structuredClone(context);
    for (const { name } of flags) await value(name, context);
    expect(context).to.deep.equal(before);
    expect(context.nested).to.equal(nested);
    expect(Object.isFrozen(nested)).to.equal(false);
  });
});
