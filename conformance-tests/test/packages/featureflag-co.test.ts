import { join } from 'node:path';
import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { ManualClock, silentLogger } from '@polyflag/core-engine';
import { FeatureFlagCoProvider, FFCClient } from '@polyflag/featureflag-co-provider';
import {
  runtimeParts,
  type DefinitionsSink,
  type EventSink,
  type FFCDefinitions,
  type Report,
  decodeMessage,
} from '@polyflag/featureflag-co-provider/internal';
import { expect } from 'chai';
import { byText, codeIn, plain, readPage, repository, rowsOf, type Row } from './support/page.js';

const page = readPage('providers/featureflag-co/README.md');
const secret = Buffer.from('0123456789%20220901000000__1__2__3__default_00000').toString('base64');
const PREFIX = 'FF__1__2__3__';

const option = (localId: number, variationValue: string) => ({ localId, variationValue });
const [on, off] = [option(1, 'true'), option(2, 'false')];
const slice = (from: number, to: number, valueOption = on) => ({
  exptRollout: null,
  rolloutPercentage: [from, to],
  valueOption,
});

function flag(key: string, more: object = {}, ff: object = {}): object {
  const id = PREFIX + key;
  const body = {
    ...{ id, keyName: key, name: key, status: 'Enabled', isDefaultRulePercentageRolloutsIncludedInExpt: null },
    defaultRulePercentageRollouts: [slice(0, 1)],
    variationOptionWhenDisabled: off,
    ...ff,
  };
  const lists = { ffp: [], fftuwmtr: [], targetIndividuals: [] };
  return { id, isArchived: false, timestamp: 1, exptIncludeAllRules: null, ff: body, ...lists, ...more };
}

const vip = [{ property: 'vip', operation: 'IsTrue', value: '' }];
const rule = (valueOptionsVariationRuleValues: object[], ruleJsonContent: object[] = vip) => ({
  ...{ ruleId: 'r', ruleName: 'r', isIncludedInExpt: null },
  ruleJsonContent,
  valueOptionsVariationRuleValues,
});

const featureFlags = [
  flag('whole'),
  flag('off', {}, { status: 'Disabled' }),
  flag('needs', {
    ffp: [{ prerequisiteFeatureFlagId: `${PREFIX}whole`, valueOptionsVariationValue: off }],
  }),
  flag('named', { targetIndividuals: [{ individuals: [{ keyId: 'ann' }], valueOption: on }] }),
  flag('rule', { fftuwmtr: [rule([slice(0, 1)])] }),
  flag('rule-part', { fftuwmtr: [rule([slice(0, 0.99)])] }),
  flag('part', {}, { defaultRulePercentageRollouts: [slice(0, 0.99)] }),
  flag('gap', {}, { defaultRulePercentageRollouts: [slice(0.3, 0.31)] }),
  flag('broken', { fftuwmtr: [rule([slice(0, 1)], [{ property: 'vip', value: 'x' }])] }),
  flag('word', {}, { defaultRulePercentageRollouts: [slice(0, 1, option(7, 'word'))] }),
  flag('scalar', {}, { defaultRulePercentageRollouts: [slice(0, 1, option(7, '5'))] }),
  flag('json', {}, { defaultRulePercentageRollouts: [slice(0, 1, option(7, '{"a":1}'))] }),
];

const message = { messageType: 'data-sync', data: { eventType: 'full', featureFlags, segments: [] } };

/** A provider over the flags above, the events that it makes, and the way to tell it of its stream. */
function opened() {
  const reports: Report[] = [];
  const sink: EventSink = {
    start: () => undefined,
    add: (report) => reports.push(report),
    flush: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  const stream: { sink?: DefinitionsSink } = {};
  const source = (definitions: FFCDefinitions) => ({
    start: (told: DefinitionsSink) => {
      stream.sink = told;
      const received = decodeMessage(message);
      if (received.kind === 'data') told.changed(definitions.apply(received.data));
      told.fresh();
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  });
  const clock = new ManualClock();
  const options = { logger: silentLogger, [runtimeParts]: { source, events: () => sink, clock } };
  return { provider: new FeatureFlagCoProvider(secret, options), reports, stream, clock };
}

describe('the README of featureflag-co-provider', () => {
  const { provider, reports } = opened();

  before(() => provider.initialize());
  after(() => provider.onClose());

  function ask(type: string, key: string, context: object) {
    const method = `resolve${type[0]!.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveObjectEvaluation';
    return provider[method](key, 'by the caller', context as { targetingKey: string });
  }

  const ann = { targetingKey: 'ann' };

  /** How each reason of the table comes about. */
  const ways: Readonly<Record<string, readonly [type: string, key: string, context?: object]>> = {
    'flag off': ['string', 'off'],
    'prerequisite failed': ['string', 'needs'],
    'target match': ['string', 'named'],
    'rule match of a whole slice': ['string', 'rule', { targetingKey: 'ann', vip: true }],
    'rule match of a part': ['string', 'rule-part', { targetingKey: 'ann', vip: true }],
    'fall through all rules for everybody': ['string', 'whole'],
    'fall through all rules after rules that did not match': ['string', 'rule'],
    'fall through all rules to a part': ['string', 'part'],
    'fall through all rules past all slices': ['string', 'gap'],
    'flag not found': ['string', 'nope'],
    'user not specified without a key': ['string', 'whole', {}],
    'user not specified with a context that cannot be used': ['string', 'whole', { targetingKey: 'ann', name: 5 }],
    'wrong type': ['boolean', 'word'],
    'error in evaluation': ['string', 'broken'],
  };

  const reasonRows = byText(
    rowsOf(page, "featureflag.co's reason", 'reason', 'errorCode'),
    "featureflag.co's reason",
    (row) => row,
  );

  it('has a row for each way to a reason, and no other', () => {
    expect([...reasonRows.keys()].sort()).to.deep.equal(Object.keys(ways).sort());
  });

  for (const [name, row] of reasonRows) {
    it(`says the reason of ${name}`, async () => {
      const [type, key, context = ann] = ways[name]!;
      const { reason, errorCode = '', flagMetadata } = await ask(type, key, context);
      expect([reason, errorCode]).to.deep.equal([plain(row, 'reason'), plain(row, 'errorCode')]);
      expect(flagMetadata?.ffcReason).to.equal(codeIn(row, "featureflag.co's reason")[0]);
    });
  }

  const values: Readonly<Record<string, readonly (readonly [key: string, value: unknown, errorCode?: string])[]>> = {
    boolean: [
      ['whole', true],
      ['off', false],
      ['word', 'by the caller', 'TYPE_MISMATCH'],
    ],
    string: [
      ['whole', 'true'],
      ['word', 'word'],
    ],
    number: [
      ['scalar', 5],
      ['word', 'by the caller', 'TYPE_MISMATCH'],
    ],
    object: [
      ['json', { a: 1 }],
      ['word', 'by the caller', 'PARSE_ERROR'],
      ['scalar', 'by the caller', 'TYPE_MISMATCH'],
    ],
  };
  for (const row of rowsOf(page, 'asked for', 'takes', 'otherwise')) {
    const type = plain(row, 'asked for');
    it(`says what becomes of a text that is asked for as ${type}`, async () => {
      const codes = new Set<string>();
      for (const [key, value, code] of values[type]!) {
        const found = await ask(type, key, ann);
        expect([found.value, found.errorCode]).to.deep.equal([value, code]);
        if (code !== undefined) codes.add(code);
      }
      expect(plain(row, 'otherwise').match(/[A-Z]+_[A-Z]+/g) ?? []).to.have.members([...codes]);
    });
  }

  it('names the words that are booleans', async () => {
    const [row] = rowsOf(page, 'asked for', 'takes', 'otherwise');
    const inner = (await import(join(repository, 'providers/featureflag-co/dist/resolution.js'))) as {
      words: { readonly true: readonly string[]; readonly false: readonly string[] };
    };
    expect(codeIn(row!, 'takes')).to.deep.equal([...inner.words.true, ...inner.words.false]);
  });

  it('names every field of the metadata, and no other', async () => {
    const seen = new Set<string>();
    for (const [type, key, context = ann] of Object.values(ways)) {
      for (const name of Object.keys((await ask(type, key, context)).flagMetadata ?? {})) seen.add(name);
    }
    const named = rowsOf(page, 'field', 'holds').map((row) => plain(row, 'field'));
    expect(named.sort()).to.deep.equal([...seen].sort());
  });

  /** What each row of the context's table gives, as the user of the event. */
  const contexts: Readonly<Record<string, readonly [context: object, user: object]>> = {
    targetingKey: [
      { targetingKey: 'ann', key: 'x' },
      { keyId: 'ann', customizedProperties: [] },
    ],
    key: [
      { key: 'ann', keyid: 'x' },
      { keyId: 'ann', customizedProperties: [] },
    ],
    keyid: [{ keyid: 'ann' }, { keyId: 'ann', customizedProperties: [] }],
    name: [
      { ...ann, name: 'Ann', userName: 'x' },
      { userName: 'Ann', customizedProperties: [] },
    ],
    userName: [
      { ...ann, userName: 'Ann' },
      { userName: 'Ann', customizedProperties: [] },
    ],
    email: [
      { ...ann, email: 'a@b' },
      { email: 'a@b', customizedProperties: [] },
    ],
    country: [
      { ...ann, country: 'FR' },
      { country: 'FR', customizedProperties: [] },
    ],
    'a field named like one of these in another case, Email': [
      { ...ann, Email: 'a@b' },
      { email: '', customizedProperties: [] },
    ],
    'a text': [{ ...ann, plan: 'gold' }, { customizedProperties: [{ name: 'plan', value: 'gold' }] }],
    'a number': [{ ...ann, age: 31 }, { customizedProperties: [{ name: 'age', value: '31' }] }],
    'a boolean': [{ ...ann, vip: true }, { customizedProperties: [{ name: 'vip', value: 'true' }] }],
    'a Date': [
      { ...ann, since: new Date(0) },
      { customizedProperties: [{ name: 'since', value: '1970-01-01T00:00:00.000Z' }] },
    ],
    'an array': [{ ...ann, list: ['x'] }, { customizedProperties: [] }],
    'a nested object': [{ ...ann, inner: { x: 1 } }, { customizedProperties: [] }],
  };

  it('has a row for each sort of field, and no other', () => {
    const rows = rowsOf(page, 'in the context', 'is for featureflag.co').map((row) => plain(row, 'in the context'));
    expect(rows.sort()).to.deep.equal(Object.keys(contexts).sort());
  });

  for (const [name, [context, user]] of Object.entries(contexts)) {
    it(`says what becomes of ${name} in the context`, async () => {
      reports.length = 0;
      await ask('string', 'rule', context);
      expect(reports).to.have.length(1);
      expect(reports[0]?.user).to.deep.include(user);
    });
  }

  it('names every member of the client, and no other', () => {
    const rows = rowsOf(page, 'member of FFCClient', 'gives', 'where nothing can be decided');
    const named = rows.map((row) => /^\w+/.exec(plain(row, 'member of FFCClient'))![0]);
    const members = [
      ...Object.getOwnPropertyNames(FFCClient.prototype).filter((name) => name !== 'constructor'),
      ...Object.keys(provider.client),
    ];
    expect(named.sort()).to.deep.equal(members.sort());
  });

  it('says which event comes of which state', async () => {
    const { provider: watched, stream, clock } = opened();
    const heard: string[] = [];
    const events = { READY: ProviderEvents.Ready, STALE: ProviderEvents.Stale, ERROR: ProviderEvents.Error };
    for (const [name, event] of Object.entries(events)) {
      watched.events.addHandler(event, () => {
        const { stateType } = watched.client.updateStatusProvider.currentState;
        heard.push(`${stateType} ${name}`);
      });
    }
    const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(watched.client.updateStatusProvider.currentState.stateType).to.equal('INITIALIZING');
    await OpenFeature.setProviderAndWait('ffc states', watched);
    expect(OpenFeature.getClient('ffc states').providerStatus).to.equal('READY');
    stream.sink?.interrupted({ errorType: 'Network error', message: 'gone' });
    stream.sink?.stale({ problem: 'gone', code: 'unavailable' });
    await turn();
    await clock.advance(120_000);
    await turn();
    stream.sink?.fresh();
    await turn();
    expect(heard).to.deep.equal(['INTERRUPTED STALE', 'INTERRUPTED ERROR', 'OK READY']);
    await OpenFeature.clearProviders();
    expect(watched.client.updateStatusProvider.currentState.stateType).to.equal('OFF');
    const rows = byText(rowsOf(page, 'stateType', 'when', 'OpenFeature event'), 'stateType', (row) =>
      plain(row, 'OpenFeature event')
        .match(/[A-Z]{5,}/g)
        ?.sort(),
    );
    expect(Object.fromEntries(rows)).to.deep.equal({
      INITIALIZING: undefined,
      OK: ['READY'],
      INTERRUPTED: ['ERROR', 'STALE'],
      OFF: undefined,
    });
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
  };

  function told(row: Row): string {
    return `takes ${plain(row, 'takes')}; default ${plain(row, 'default')}`;
  }

  it('names every option, with what it takes and its default', async () => {
    const inner = (await import(join(repository, 'providers/featureflag-co/dist/config/ffc-options.js'))) as {
      readonly ffcOptions: Readonly<Record<string, Known | { readonly aliasOf: string }>>;
    };
    const known = Object.entries(inner.ffcOptions).flatMap(([name, entry]) => {
      if ('aliasOf' in entry) return [];
      const members = Object.entries(entry.members ?? {}).map(([member, one]) => [`${name}.${member}`, one] as const);
      return [[name, entry] as const, ...members];
    });
    const expected = known.map(([name, one]) => {
      const takes = one.takes.replaceAll('"', '');
      return [name, `takes ${takes}; default ${inWords[name] ?? String(one.default)}`];
    });
    const rows = byText(rowsOf(page, 'option', 'takes', 'default', 'what it does'), 'option', told);
    expect(Object.fromEntries(rows)).to.deep.equal(Object.fromEntries(expected));
  });
});
