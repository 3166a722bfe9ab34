import type { EvaluationContext, FlagValue, ResolutionDetails } from '@openfeature/server-sdk';
import type { HackleProvider } from '@polyflag/hackle-provider';
import { expect } from 'chai';
import { Stage } from '../support/clients.js';
import { bucket, condition, experiment, parameter, serves, splits, target, workspace } from '../support/workspace.js';

const vip = target(condition('USER_PROPERTY', 'vip', 'true'));
const rule = { key: 'r1', name: 'VIP', target: vip, bucketId: 9, value: { id: 601, value: 'for vips' } };
const document = workspace({
  experiments: [
    experiment(42, { execution: { defaultRule: splits(8) } }),
    experiment(43, { execution: { status: 'PAUSED' } }),
    experiment(44, { execution: { status: 'STOPPED' }, winnerVariationId: 2 }),
    experiment(45, { execution: { targetAudiences: [vip] } }),
    experiment(46, { execution: { defaultRule: serves(99) } }),
    experiment(47, { execution: { userOverrides: [{ userId: 'ann', variationId: 2 }] }, identifierType: '$deviceId' }),
    experiment(48, { execution: { status: 'READY' } }),
    experiment(49, {
      variations: [
        { id: 1, key: 'A' },
        { id: 2, key: 'B', status: 'DROPPED' },
      ],
    }),
    experiment(50, { execution: { defaultRule: splits(7) } }),
    experiment(51, { containerId: 3 }),
  ],
  featureFlags: [
    experiment(42),
    experiment(43, { execution: { status: 'PAUSED' } }),
    experiment(44, { execution: { targetRules: [{ target: vip, action: serves(2) }], defaultRule: serves(1) } }),
    experiment(45, { execution: { defaultRule: splits(8) } }),
    experiment(46, { execution: { userOverrides: [{ userId: 'ann', variationId: 2 }], defaultRule: serves(1) } }),
    experiment(47, { execution: { status: 'STOPPED' }, winnerVariationId: 2 }),
    experiment(48, { identifierType: '$deviceId' }),
  ],
  containers: [{ id: 3, bucketId: 8, groups: [{ id: 2, experiments: [] }] }],
  buckets: [bucket(7), bucket(8, [100, 2]), bucket(9, [100, 0])],
  remoteConfigParameters: [
    parameter('banner', 'STRING', 'hi', { targetRules: [rule] }),
    parameter('limit', 'NUMBER', 5),
    parameter('open', 'BOOLEAN', true),
    parameter('layout', 'JSON', '{"columns":2}'),
    parameter('broken', 'JSON', '{'),
    parameter('scalar', 'JSON', '5'),
    parameter('device', 'STRING', 'x', { identifierType: '$deviceId' }),
    parameter('42', 'STRING', 'a parameter'),
    parameter('a:b/c', 'STRING', 'odd'),
  ],
});

const parameters = {
  ...{ color: 'red', size: 4, wide: true, layout: '{"columns":2}', broken: '{' },
  ...(JSON.parse('{"__proto__":"own"}') as object),
};

type Type = 'boolean' | 'string' | 'number' | 'object';

const defaults = { boolean: false, string: 'caller', number: -1, object: { by: 'caller' } } as const;

function ask(provider: HackleProvider, type: Type, key: string, context: EvaluationContext, fallback?: FlagValue) {
  const method = `resolve${type[0]!.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveObjectEvaluation';
  return provider[method](key, fallback ?? defaults[type], context) as Promise<ResolutionDetails<FlagValue>>;
}

const ann = { targetingKey: 'ann' };

describe('provider: what a flag key gives', () => {
  let stage: Stage;
  let provider: HackleProvider;

  before(async () => {
    stage = new Stage(document);
    provider = await stage.provider();
  });

  after(() => provider.onClose());

  type Row = [
    key: string,
    type: Type,
    value: unknown,
    variant: string | undefined,
    reason: string,
    hackleReason: string,
  ];
  const rows: Row[] = [
    ['experiment:42', 'string', 'B', 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['ab:42', 'string', 'B', 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['42', 'string', 'B', 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['42', 'object', parameters, 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42', 'object', parameters, 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42/color', 'string', 'red', 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42/size', 'number', 4, 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42/wide', 'boolean', true, 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42/layout', 'object', { columns: 2 }, 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:42/__proto__', 'string', 'own', 'B', 'SPLIT', 'TRAFFIC_ALLOCATED'],
    ['experiment:43', 'string', 'caller', 'caller', 'DISABLED', 'EXPERIMENT_PAUSED'],
    ['experiment:43', 'object', {}, 'A', 'DISABLED', 'EXPERIMENT_PAUSED'],
    ['experiment:44', 'string', 'B', 'B', 'STATIC', 'EXPERIMENT_COMPLETED'],
    ['experiment:45', 'string', 'caller', 'caller', 'DEFAULT', 'NOT_IN_EXPERIMENT_TARGET'],
    ['experiment:47', 'string', 'caller', 'caller', 'DEFAULT', 'IDENTIFIER_NOT_FOUND'],
    ['experiment:48', 'string', 'caller', 'caller', 'DISABLED', 'EXPERIMENT_DRAFT'],
    ['experiment:49', 'string', 'caller', 'caller', 'DEFAULT', 'VARIATION_DROPPED'],
    ['experiment:50', 'string', 'caller', 'caller', 'DEFAULT', 'TRAFFIC_NOT_ALLOCATED'],
    ['experiment:51', 'string', 'caller', 'caller', 'DEFAULT', 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT'],
    ['feature:42', 'boolean', true, 'on', 'STATIC', 'DEFAULT_RULE'],
    ['flag:42', 'boolean', true, 'on', 'STATIC', 'DEFAULT_RULE'],
    ['42', 'boolean', true, 'on', 'STATIC', 'DEFAULT_RULE'],
    ['feature:42', 'object', parameters, 'on', 'STATIC', 'DEFAULT_RULE'],
    ['feature:42/color', 'string', 'red', 'on', 'STATIC', 'DEFAULT_RULE'],
    ['feature:42/wide', 'boolean', true, 'on', 'STATIC', 'DEFAULT_RULE'],
    ['feature:43', 'boolean', false, 'off', 'DISABLED', 'FEATURE_FLAG_INACTIVE'],
    ['feature:44', 'boolean', false, 'off', 'DEFAULT', 'DEFAULT_RULE'],
    ['feature:45', 'boolean', true, 'on', 'SPLIT', 'DEFAULT_RULE'],
    ['feature:46', 'boolean', true, 'on', 'TARGETING_MATCH', 'INDIVIDUAL_TARGET_MATCH'],
    ['feature:47', 'boolean', true, 'on', 'STATIC', 'EXPERIMENT_COMPLETED'],
    ['feature:48', 'boolean', false, 'off', 'DEFAULT', 'IDENTIFIER_NOT_FOUND'],
    ['config:banner', 'string', 'hi', 'default', 'DEFAULT', 'DEFAULT_RULE'],
    ['rc:banner', 'string', 'hi', 'default', 'DEFAULT', 'DEFAULT_RULE'],
    ['banner', 'string', 'hi', 'default', 'DEFAULT', 'DEFAULT_RULE'],
    ['limit', 'number', 5, 'default', 'STATIC', 'DEFAULT_RULE'],
    ['open', 'boolean', true, 'default', 'STATIC', 'DEFAULT_RULE'],
    ['layout', 'string', '{"columns":2}', 'default', 'STATIC', 'DEFAULT_RULE'],
    ['layout', 'object', { columns: 2 }, 'default', 'STATIC', 'DEFAULT_RULE'],
    ['device', 'string', 'caller', undefined, 'DEFAULT', 'IDENTIFIER_NOT_FOUND'],
    ['config:42', 'string', 'a parameter', 'default', 'STATIC', 'DEFAULT_RULE'],
    ['config:a:b/c', 'string', 'odd', 'default', 'STATIC', 'DEFAULT_RULE'],
    ['a:b/c', 'string', 'odd', 'default', 'STATIC', 'DEFAULT_RULE'],
  ];
  for (const [key, type, value, variant, reason, hackleReason] of rows) {
    it(`${key} as ${type}: ${JSON.stringify(value).slice(0, 30)}, ${reason}`, async () => {
      for (let round = 0; round < 2; round += 1) {
        const details = await ask(provider, type, key, ann);
        expect(details.errorCode, details.errorMessage).to.equal(undefined);
        expect([details.value, details.variant, details.reason]).to.deep.equal([value, variant, reason]);
        expect(details.flagMetadata).to.include({ hackleReason });
      }
    });
  }

  const vips = { ...ann, vip: true };
  const targeted: Row[] = [
    ['experiment:45', 'string', 'B', 'B', 'STATIC', 'TRAFFIC_ALLOCATED'],
    ['feature:44', 'boolean', true, 'on', 'TARGETING_MATCH', 'TARGET_RULE_MATCH'],
    ['banner', 'string', 'for vips', 'r1', 'TARGETING_MATCH', 'TARGET_RULE_MATCH'],
  ];
  for (const [key, type, value, variant, reason, hackleReason] of targeted) {
    it(`${key} for whom a rule targets: ${String(value)}`, async () => {
      const details = await ask(provider, type, key, vips);
      expect([details.value, details.variant, details.reason]).to.deep.equal([value, variant, reason]);
      expect(details.flagMetadata).to.include({ hackleReason });
    });
  }

  type Failure = [key: string, type: Type, code: string, context?: EvaluationContext];
  const failures: Failure[] = [
    ['experiment:42', 'boolean', 'TYPE_MISMATCH'],
    ['experiment:42', 'number', 'TYPE_MISMATCH'],
    ['42', 'number', 'TYPE_MISMATCH'],
    ['feature:42', 'string', 'TYPE_MISMATCH'],
    ['feature:42', 'number', 'TYPE_MISMATCH'],
    ['experiment:42/color', 'number', 'TYPE_MISMATCH'],
    ['experiment:42/color', 'boolean', 'TYPE_MISMATCH'],
    ['experiment:42/size', 'string', 'TYPE_MISMATCH'],
    ['experiment:42/size', 'object', 'TYPE_MISMATCH'],
    ['experiment:42/broken', 'object', 'PARSE_ERROR'],
    ['experiment:42/nope', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:42/toString', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:404', 'string', 'FLAG_NOT_FOUND'],
    ['feature:404', 'boolean', 'FLAG_NOT_FOUND'],
    ['experiment:0', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:042', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:-1', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:x', 'string', 'FLAG_NOT_FOUND'],
    ['experiment:', 'string', 'FLAG_NOT_FOUND'],
    ['feature:9007199254740993', 'boolean', 'FLAG_NOT_FOUND'],
    ['nope', 'string', 'FLAG_NOT_FOUND'],
    ['404', 'string', 'FLAG_NOT_FOUND'],
    ['__proto__', 'string', 'FLAG_NOT_FOUND'],
    ['banner', 'number', 'TYPE_MISMATCH'],
    ['banner', 'boolean', 'TYPE_MISMATCH'],
    ['banner', 'object', 'TYPE_MISMATCH'],
    ['limit', 'string', 'TYPE_MISMATCH'],
    ['broken', 'object', 'PARSE_ERROR'],
    ['scalar', 'object', 'TYPE_MISMATCH'],
    ['experiment:46', 'string', 'GENERAL'],
    ['experiment:42', 'string', 'TARGETING_KEY_MISSING', {}],
    ['experiment:42', 'string', 'TARGETING_KEY_MISSING', { targetingKey: ' ' }],
    ['experiment:42', 'string', 'INVALID_CONTEXT', { targetingKey: 'x'.repeat(513) }],
    ['experiment:42', 'string', 'INVALID_CONTEXT', { targetingKey: 5 as never }],
  ];
  for (const [key, type, code, context = ann] of failures) {
    it(`${key} as ${type} for ${JSON.stringify(context).slice(0, 40)}: ${code}`, async () => {
      const details = await ask(provider, type, key, context);
      expect(details.errorCode).to.equal(code);
      expect([details.value, details.reason]).to.deep.equal([defaults[type], 'ERROR']);
      expect(details.errorMessage).to.contain(key);
      expect(details.flagMetadata?.hackleReason).to.be.a('string');
    });
  }

  it('is the same promise each time, and deeply frozen', () => {
    expect(ask(provider, 'object', '42', ann)).to.equal(ask(provider, 'object', '42', ann));
    expect(ask(provider, 'string', 'experiment:43', ann)).to.equal(ask(provider, 'string', 'experiment:43', ann));
  });

  it('tells of an A/B test, a feature flag and a parameter what the vendor calls them', async () => {
    const metadata = async (type: Type, key: string) => (await ask(provider, type, key, vips)).flagMetadata;
    const common = { experimentVersion: 3, version: '3', variationKey: 'B', variationId: 2 };
    expect(await metadata('string', '42')).to.deep.equal({
      ...{ hackleReason: 'TRAFFIC_ALLOCATED', kind: 'AB_TEST', experimentKey: 42 },
      ...common,
    });
    expect(await metadata('boolean', '42')).to.deep.equal({
      ...{ hackleReason: 'DEFAULT_RULE', kind: 'FEATURE_FLAG', experimentKey: 42 },
      ...common,
    });
    expect(await metadata('string', 'banner')).to.deep.equal({
      ...{ hackleReason: 'TARGET_RULE_MATCH', kind: 'REMOTE_CONFIG', parameterKey: 'banner', valueId: 601 },
    });
  });
});

describe('provider: other ways to read flag keys', () => {
  const rows: [options: object, type: Type, key: string, value: unknown][] = [
    [{ bareNumbers: 'feature' }, 'object', '42', parameters],
    [{ bareNumbers: 'experiment' }, 'string', '42', 'B'],
    [{ bareNumbers: 'config' }, 'string', '42', 'a parameter'],
    [{ keyPrefixes: { experiment: ['test', 'x'] } }, 'string', 'x:42', 'B'],
    [{ keyPrefixes: { experiment: ['test'] } }, 'string', 'experiment:42', 'B'],
    [{ keyPrefixes: { config: [] } }, 'string', 'config:banner', 'hi'],
    [{ targetingKeyType: '$deviceId' }, 'string', 'device', 'x'],
  ];
  for (const [options, type, key, value] of rows) {
    it(`${JSON.stringify(options)}: ${key} is ${JSON.stringify(value).slice(0, 30)}`, async () => {
      const provider = await new Stage(document).provider(options);
      expect((await ask(provider, type, key, ann)).value).to.deep.equal(value);
      await provider.onClose();
    });
  }

  it('no longer know a prefix that was replaced', async () => {
    const provider = await new Stage(document).provider({ keyPrefixes: { experiment: ['test'] } });
    expect((await ask(provider, 'string', 'ab:42', ann)).errorCode).to.equal('FLAG_NOT_FOUND');
    await provider.onClose();
  });
});
