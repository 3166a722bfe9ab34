import { join } from 'node:path';
import { silentLogger } from '@polyflag/core-engine';
import { HackleClient, HackleProvider } from '@polyflag/hackle-provider';
import { DocumentSource, runtimeParts, type HackleDefinitions } from '@polyflag/hackle-provider/internal';
import { expect } from 'chai';
import { byText, codeIn, plain, readPage, repository, rowsOf, type Row } from './support/page.js';

const page = readPage('providers/hackle/README.md');

const condition = {
  key: { type: 'USER_PROPERTY', name: 'vip' },
  match: { type: 'MATCH', operator: 'IN', valueType: 'BOOLEAN', values: [true] },
};
const target = { conditions: [condition] };
const value = { id: 6, value: 'v' };

/** An A/B test or feature flag with the variations A (1) and B (2), B with parameters. */
function experiment(key: number, execution: object = {}, more: object = {}): object {
  return {
    ...{ id: key, key, version: 1, identifierType: '$id' },
    variations: [
      { id: 1, key: 'A' },
      { id: 2, key: 'B', parameterConfigurationId: 7 },
    ],
    ...more,
    execution: { status: 'RUNNING', version: 1, defaultRule: { type: 'VARIATION', variationId: 2 }, ...execution },
  };
}

const bucket = { defaultRule: { type: 'BUCKET', bucketId: 8 } };
const gap = { defaultRule: { type: 'BUCKET', bucketId: 9 } };
const rules = [{ target, action: { type: 'VARIATION', variationId: 2 } }];
const userOverrides = [{ userId: 'ann', variationId: 2 }];
const slots = [{ startInclusive: 0, endExclusive: 10, variationId: 2 }];

const workspace = {
  experiments: [
    experiment(42, bucket),
    experiment(1),
    experiment(2, { status: 'STOPPED' }, { winnerVariationId: 2 }),
    experiment(3, { status: 'READY' }),
    experiment(4, { status: 'PAUSED' }),
    experiment(5, gap),
    experiment(6, { targetAudiences: [target] }),
    experiment(7, {}, { containerId: 3 }),
    experiment(8, {}, { variations: [{ id: 2, key: 'B', status: 'DROPPED' }] }),
    experiment(9, {}, { identifierType: '$deviceId' }),
    experiment(10, { userOverrides }),
    experiment(11, { status: 'STOPPED' }),
  ],
  featureFlags: [
    experiment(42),
    experiment(1, { userOverrides }),
    experiment(2, { targetRules: rules }),
    experiment(3, bucket),
    experiment(4, { status: 'PAUSED' }),
  ],
  containers: [{ id: 3, bucketId: 9, groups: [] }],
  buckets: [
    { id: 8, seed: 1, slotSize: 10, slots },
    { id: 9, seed: 1, slotSize: 10, slots: [] },
  ],
  parameterConfigurations: [{ id: 7, parameters: [{ key: 'color', value: 'red' }] }],
  remoteConfigParameters: [
    { id: 5, key: 'banner', type: 'STRING', identifierType: '$id', targetRules: [], defaultValue: value },
  ],
};

function options(): object {
  const source = (definitions: HackleDefinitions) => new DocumentSource(definitions, workspace);
  return { logger: silentLogger, [runtimeParts]: { source } };
}

describe('the README of hackle-provider', () => {
  let provider: HackleProvider;

  before(async () => {
    provider = new HackleProvider('a-key', options());
    await provider.initialize();
  });

  after(() => provider.onClose());

  function ask(type: string, key: string, context: object) {
    const method = `resolve${type[0]!.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveObjectEvaluation';
    return provider[method](key, 'by the caller', context as { targetingKey: string });
  }

  const ann = { targetingKey: 'ann' };

  for (const row of rowsOf(page, 'flag key', 'asked for', 'means')) {
    const [key, type, means] = [plain(row, 'flag key'), plain(row, 'asked for'), plain(row, 'means')];
    it(`says what ${key} as ${type} means: ${means}`, async () => {
      const { flagMetadata = {}, errorCode, value: found } = await ask(type, key, ann);
      const { kind, experimentKey, parameterKey } = flagMetadata;
      const name = { AB_TEST: 'A/B test', FEATURE_FLAG: 'feature flag', REMOTE_CONFIG: 'remote config parameter' }[
        String(kind)
      ];
      const whole =
        name === undefined ? `nothing: ${String(errorCode)}` : `${name} ${String(experimentKey ?? parameterKey)}`;
      expect((found as unknown) === 'red' ? `parameter color of ${whole}` : whole).to.equal(means);
    });
  }

  /** How each reason of the table comes about. */
  const ways: Readonly<Record<string, readonly [type: string, key: string, context?: object]>> = {
    'TRAFFIC_ALLOCATED by a bucket': ['string', 'experiment:42'],
    'TRAFFIC_ALLOCATED for everybody': ['string', 'experiment:1'],
    OVERRIDDEN: ['string', 'experiment:10'],
    INDIVIDUAL_TARGET_MATCH: ['boolean', 'feature:1'],
    TARGET_RULE_MATCH: ['boolean', 'feature:2', { targetingKey: 'ann', vip: true }],
    'DEFAULT_RULE after rules that did not match': ['boolean', 'feature:2'],
    'DEFAULT_RULE by a bucket': ['boolean', 'feature:3'],
    'DEFAULT_RULE for everybody': ['boolean', 'feature:42'],
    EXPERIMENT_COMPLETED: ['string', 'experiment:2'],
    EXPERIMENT_DRAFT: ['string', 'experiment:3'],
    EXPERIMENT_PAUSED: ['string', 'experiment:4'],
    FEATURE_FLAG_INACTIVE: ['boolean', 'feature:4'],
    TRAFFIC_NOT_ALLOCATED: ['string', 'experiment:5'],
    NOT_IN_EXPERIMENT_TARGET: ['string', 'experiment:6'],
    NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT: ['string', 'experiment:7'],
    VARIATION_DROPPED: ['string', 'experiment:8'],
    IDENTIFIER_NOT_FOUND: ['string', 'experiment:9'],
    EXPERIMENT_NOT_FOUND: ['string', 'experiment:404'],
    FEATURE_FLAG_NOT_FOUND: ['boolean', 'feature:404'],
    REMOTE_CONFIG_PARAMETER_NOT_FOUND: ['string', 'nope'],
    TYPE_MISMATCH: ['number', 'feature:42'],
    'INVALID_INPUT without a targeting key': ['string', 'experiment:42', {}],
    'INVALID_INPUT with one that cannot be used': ['string', 'experiment:42', { targetingKey: 'x'.repeat(513) }],
    EXCEPTION: ['string', 'experiment:11'],
  };

  const reasonRows = byText(rowsOf(page, "Hackle's reason", 'reason', 'errorCode'), "Hackle's reason", (row) => row);

  it('has a row for each way to a reason, and no other', () => {
    expect([...reasonRows.keys()].sort()).to.deep.equal(Object.keys(ways).sort());
  });

  for (const [name, row] of reasonRows) {
    it(`says the reason of ${name}`, async () => {
      const [type, key, context = ann] = ways[name]!;
      const { reason, errorCode = '', flagMetadata } = await ask(type, key, context);
      expect([reason, errorCode]).to.deep.equal([plain(row, 'reason'), plain(row, 'errorCode')]);
      expect(flagMetadata?.hackleReason).to.equal(codeIn(row, "Hackle's reason")[0]);
    });
  }

  it('names every field of the metadata, and no other', async () => {
    const seen = new Set<string>();
    for (const [type, key, context = ann] of [...Object.values(ways), ['string', 'banner'] as const]) {
      for (const name of Object.keys((await ask(type, key, context)).flagMetadata ?? {})) seen.add(name);
    }
    expect(
      rowsOf(page, 'field', 'holds')
        .map((row) => plain(row, 'field'))
        .sort(),
    ).to.deep.equal([...seen].sort());
  });

  it('names every field of the context that is no property, and no other', async () => {
    const inner = (await import(join(repository, 'providers/hackle/dist/context.js'))) as {
      contextFields: Readonly<Record<string, string>>;
    };
    const rows = rowsOf(page, 'in the context', 'is for Hackle').map((row) => codeIn(row, 'in the context')[0] ?? '');
    expect(rows.filter((name) => name !== '' && name !== 'Date').sort()).to.deep.equal(
      Object.values(inner.contextFields).sort(),
    );
  });

  it('names every member of the client, and no other', () => {
    const rows = rowsOf(page, 'member of HackleClient', 'gives', 'where nothing can be decided');
    const named = rows.map((row) => /^\w+/.exec(plain(row, 'member of HackleClient'))![0]);
    const members = Object.getOwnPropertyNames(HackleClient.prototype).filter((name) => name !== 'constructor');
    expect(named.sort()).to.deep.equal(members.sort());
  });

  interface Known {
    readonly takes: string;
    readonly default: unknown;
    readonly members?: Readonly<Record<string, Known>>;
  }

  /** Defaults that are no constants. */
  const inWords: Readonly<Record<string, string>> = {
    logger: 'warnings and errors to the console',
    urls: "its members'",
    keyPrefixes: "its members'",
  };

  function told(row: Row): string {
    return `takes ${plain(row, 'takes')}; default ${plain(row, 'default')}`;
  }

  for (const [schema, column] of [
    ['hackleOptions', 'option'],
    ['providerOptions', 'option of the provider'],
  ] as const) {
    it(`names every ${column}, with what it takes and its default`, async () => {
      const inner = (await import(join(repository, 'providers/hackle/dist/config/hackle-options.js'))) as Record<
        typeof schema,
        Readonly<Record<string, Known | { readonly aliasOf: string }>>
      >;
      const known = Object.entries(inner[schema]).flatMap(([name, entry]) => {
        if ('aliasOf' in entry) return [];
        const members = Object.entries(entry.members ?? {}).map(([member, one]) => [`${name}.${member}`, one] as const);
        return [[name, entry] as const, ...members];
      });
      const expected = known.map(([name, one]) => {
        const takes = one.takes.replaceAll('"', '');
        return [name, `takes ${takes}; default ${inWords[name] ?? String(one.default)}`];
      });
      const rows = byText(rowsOf(page, column, 'takes', 'default', 'what it does'), column, told);
      expect(Object.fromEntries(rows)).to.deep.equal(Object.fromEntries(expected));
    });
  }
});
