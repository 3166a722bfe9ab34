import type { EvaluationContext, JsonValue, TrackingEventDetails } from '@openfeature/server-sdk';
import type { HackleProvider } from '@polyflag/hackle-provider';
import { expect } from 'chai';
import { Stage } from '../support/clients.js';
import { condition, experiment, parameter, target, workspace } from '../support/workspace.js';

const asksForKey = target(condition('USER_PROPERTY', 'targetingKey', 'ann'));
const other = target(condition('AB_TEST', '1', 'B'));
const document = workspace({
  experiments: [experiment(1), experiment(2, { execution: { targetAudiences: [other] } })],
  featureFlags: [experiment(1)],
  events: [{ id: 9, key: 'purchase' }],
  remoteConfigParameters: [parameter('banner', 'STRING', 'hi'), parameter('layout', 'JSON', '{"a":1}')],
});

describe('provider: events', () => {
  let stage: Stage;
  let provider: HackleProvider;

  beforeEach(async () => {
    stage = new Stage(document);
    provider = await stage.provider();
  });

  afterEach(() => provider.onClose());

  const when = new Date('2026-01-02T03:04:05.678Z');
  const users: [what: string, context: EvaluationContext, envelope: object][] = [
    ['a targeting key', { targetingKey: 'ann' }, { userId: 'ann', identifiers: { $id: 'ann' } }],
    [
      'attributes',
      { targetingKey: 'ann', plan: 'pro', age: 3, tags: ['a', 1] },
      { userId: 'ann', identifiers: { $id: 'ann' }, userProperties: { plan: 'pro', age: 3, tags: ['a', 1] } },
    ],
    [
      'a date and an object',
      { targetingKey: 'ann', when, deep: { a: 1 } },
      { userId: 'ann', identifiers: { $id: 'ann' }, userProperties: { when: '2026-01-02T03:04:05.678Z' } },
    ],
    [
      'other identifiers',
      { userId: 'u', deviceId: 'd', sessionId: 's', identifiers: { company: 'acme' } },
      { identifiers: { company: 'acme', $userId: 'u', $deviceId: 'd', $sessionId: 's' } },
    ],
    [
      'properties and those of Hackle',
      { targetingKey: 'ann', plan: 'a', properties: { plan: 'b' }, hackleProperties: { osName: 'x' } },
      { userId: 'ann', identifiers: { $id: 'ann' }, userProperties: { plan: 'b' }, hackleProperties: { osName: 'x' } },
    ],
  ];
  for (const [what, context, envelope] of users) {
    it(`say of a context with ${what} what a user would`, async () => {
      await provider.resolveBooleanEvaluation('feature:1', false, context);
      const { userId, identifiers, userProperties, hackleProperties } = stage.sink.events[0]!;
      expect({
        ...(userId === undefined ? {} : { userId }),
        identifiers,
        userProperties,
        hackleProperties,
      }).to.deep.equal({
        userProperties: {},
        hackleProperties: {},
        ...envelope,
      });
    });
  }

  const silent: [what: string, ask: (provider: HackleProvider) => Promise<unknown>][] = [
    ['a type that can never be served', (of) => of.resolveStringEvaluation('feature:1', 'x', { targetingKey: 'ann' })],
    ['an unknown flag', (of) => of.resolveStringEvaluation('experiment:9', 'x', { targetingKey: 'ann' })],
    ['nobody', (of) => of.resolveBooleanEvaluation('feature:1', true, {})],
  ];
  for (const [what, ask] of silent) {
    it(`are none for ${what}`, async () => {
      await ask(provider);
      expect(stage.sink.reports).to.be.empty;
    });
  }

  it('tell of a parameter of a variation, also of one that is missing', async () => {
    await provider.resolveStringEvaluation('feature:1/nope', 'x', { targetingKey: 'ann' });
    expect(stage.sink.events).to.have.length(1);
    expect(stage.sink.events[0]).to.include({ kind: 'exposure', experimentKey: 1, variationKey: 'B' });
  });

  it("name the caller's default as the variation of those who take no part", async () => {
    stage.source.replace(workspace({ experiments: [experiment(1, { execution: { status: 'PAUSED' } })] }));
    await provider.resolveStringEvaluation('experiment:1', 'mine', { targetingKey: 'ann' });
    expect(stage.sink.events[0]).to.include({ variationKey: 'mine', decisionReason: 'EXPERIMENT_PAUSED' });
    expect(stage.sink.events[0]).to.not.have.property('variationId');
  });

  it('have one for each test that was evaluated on behalf of another', async () => {
    await provider.resolveStringEvaluation('experiment:2', 'A', { targetingKey: 'ann' });
    expect(stage.sink.events.map(({ experimentKey, decisionReason }) => [experimentKey, decisionReason])).to.deep.equal(
      [
        [2, 'TRAFFIC_ALLOCATED'],
        [1, 'TRAFFIC_ALLOCATED_BY_TARGETING'],
      ],
    );
    expect(stage.sink.events[1]!.properties).to.include({ $targetingRootType: 'EXPERIMENT', $targetingRootId: 1002 });
  });

  const parameters: [type: string, key: string, fallback: unknown, properties: object, reason: string][] = [
    [
      'String',
      'banner',
      'd',
      { requestValueType: 'STRING', requestDefaultValue: 'd', returnValue: 'hi' },
      'DEFAULT_RULE',
    ],
    ['Number', 'banner', 5, { requestValueType: 'NUMBER', requestDefaultValue: 5, returnValue: 5 }, 'TYPE_MISMATCH'],
    [
      'Object',
      'layout',
      { b: 2 },
      { requestValueType: 'STRING', requestDefaultValue: '{"b":2}', returnValue: '{"a":1}' },
      'DEFAULT_RULE',
    ],
    [
      'Object',
      'banner',
      { b: 2 },
      { requestValueType: 'STRING', requestDefaultValue: '{"b":2}', returnValue: '{"b":2}' },
      'TYPE_MISMATCH',
    ],
  ];
  for (const [type, key, fallback, properties, decisionReason] of parameters) {
    it(`say what was asked for and what was given: ${key} as ${type}`, async () => {
      const method = `resolve${type}Evaluation` as 'resolveObjectEvaluation';
      await provider[method](key, fallback as JsonValue, { targetingKey: 'ann' });
      expect(stage.sink.events).to.have.length(1);
      expect(stage.sink.events[0]).to.deep.include({
        kind: 'remoteConfig',
        parameterKey: key,
        decisionReason,
        properties,
      });
    });
  }

  it('are not changed by what the caller does with the context afterwards', async () => {
    const context = { targetingKey: 'ann', tags: ['a'] };
    await provider.resolveBooleanEvaluation('feature:1', false, context);
    context.tags.push('b');
    expect(stage.sink.events[0]!.userProperties).to.deep.equal({ tags: ['a'] });
  });

  it('are tracked with value and properties, what Hackle cannot take as text', () => {
    const tracked = {
      value: 5,
      plan: 'pro',
      when,
      deep: { a: 1 },
      list: ['a', 1],
      mixed: [true, { a: 1 }],
      no: undefined,
    };
    provider.track('purchase', { targetingKey: 'ann', age: 3 }, tracked as unknown as TrackingEventDetails);
    expect(stage.sink.events).to.deep.equal([
      {
        kind: 'track',
        userId: 'ann',
        identifiers: { $id: 'ann' },
        userProperties: { age: 3 },
        hackleProperties: {},
        eventTypeId: 9,
        eventTypeKey: 'purchase',
        value: 5,
        properties: {
          plan: 'pro',
          when: '2026-01-02T03:04:05.678Z',
          deep: '{"a":1}',
          list: ['a', 1],
          mixed: '[true,{"a":1}]',
        },
      },
    ]);
  });

  it('are tracked without a value that is no number, and for nobody not at all', () => {
    provider.track('purchase', { targetingKey: 'ann' }, { value: NaN });
    provider.track('purchase', {}, {});
    expect(stage.sink.events).to.have.length(1);
    expect(stage.sink.events[0]).to.not.have.property('value');
  });

  it('say once that an identifier of a context cannot be used', async () => {
    const context = { targetingKey: 'ann', deviceId: 'x'.repeat(513) };
    for (let i = 0; i < 3; i++) await provider.resolveBooleanEvaluation('feature:1', false, context);
    provider.track('purchase', context, {});
    const said = stage.log.lines.filter((line) => line.includes('deviceId'));
    expect(said).to.deep.equal([
      'warn: the identifier "$deviceId" of a user is left out: it is no text of 1 to 512 characters',
    ]);
  });
});

describe('provider: a context', () => {
  it('shows its targeting key to no condition on a property, whatever its name', async () => {
    const rules = [{ target: asksForKey, action: { type: 'VARIATION', variationId: 2 } }];
    const flag = experiment(1, {
      execution: { targetRules: rules, defaultRule: { type: 'VARIATION', variationId: 1 } },
    });
    const provider = await new Stage(workspace({ featureFlags: [flag] })).provider();
    const value = async (context: EvaluationContext) =>
      (await provider.resolveBooleanEvaluation('feature:1', false, context)).value;
    expect(await value({ targetingKey: 'ann' })).to.equal(false);
    expect(await value({ targetingKey: 'bob', properties: { targetingKey: 'ann' } })).to.equal(true);
    await provider.onClose();
  });

  it('may ask in the middle of a question', async () => {
    const rules = [
      { target: target(condition('USER_PROPERTY', 'vip', 'x')), action: { type: 'VARIATION', variationId: 1 } },
      { target: target(condition('SEGMENT', 'SEGMENT', 'anns')), action: { type: 'VARIATION', variationId: 2 } },
    ];
    const flag = experiment(1, {
      execution: { targetRules: rules, defaultRule: { type: 'VARIATION', variationId: 1 } },
    });
    const anns = { id: 1, key: 'anns', type: 'USER_ID', targets: [target(condition('USER_ID', '$id', 'ann'))] };
    const stage = new Stage(workspace({ featureFlags: [flag], segments: [anns] }));
    const provider = await stage.provider();
    const value = async (context: EvaluationContext) =>
      (await provider.resolveBooleanEvaluation('feature:1', false, context)).value;
    const inner: Promise<unknown>[] = [];
    const context = (targetingKey: string, other: string) =>
      Object.defineProperty({ targetingKey }, 'vip', {
        enumerable: true,
        get: () => (inner.push(value({ targetingKey: other })), 'y'),
      });
    expect(await value(context('ann', 'bob'))).to.equal(true);
    expect(await value(context('bob', 'ann'))).to.equal(false);
    expect(new Set(await Promise.all(inner))).to.deep.equal(new Set([true, false]));
    expect(
      stage.sink.events.every(({ userId, variationKey }) => variationKey === (userId === 'ann' ? 'B' : 'A')),
    ).to.equal(true);
    await provider.onClose();
  });
});
