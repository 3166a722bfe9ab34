import { expect } from 'chai';
import type { HackleClient } from '@polyflag/hackle-provider';
import { Stage } from '../support/clients.js';
import { condition, experiment, parameter, target, workspace } from '../support/workspace.js';

const broken = {
  variations: [
    { id: 1, key: 'A' },
    { id: 2, key: 'B', parameterConfigurationId: 99 },
  ],
};
const document = workspace({
  experiments: [experiment(1), experiment(2, { execution: { status: 'PAUSED' } }), experiment(3, broken)],
  featureFlags: [experiment(1), experiment(2, { execution: { status: 'PAUSED' } }), experiment(3, broken)],
  remoteConfigParameters: [
    parameter('banner', 'STRING', 'hi'),
    parameter('limit', 'NUMBER', 5),
    parameter('loose', 'STRING', 'x', {
      targetRules: [
        {
          key: 'r',
          target: target(condition('USER_PROPERTY', 'vip', 'true')),
          bucketId: 66,
          value: { id: 1, value: 'y' },
        },
      ],
    }),
  ],
});

const unreadable = new Proxy(
  {},
  {
    get: () => {
      throw new Error('nobody reads me');
    },
  },
);

type Any = never;

describe('client: what cannot be decided', () => {
  let stage: Stage;
  let client: HackleClient;

  beforeEach(async () => {
    stage = new Stage(document);
    client = await stage.started();
    stage.log.lines.length = 0;
  });

  afterEach(() => client.close());

  const rows: [what: string, key: unknown, user: unknown, reason: string, flagReason?: string][] = [
    ['nobody', 1, {}, 'INVALID_INPUT'],
    ['a blank id', 1, ' ', 'INVALID_INPUT'],
    ['nobody before a bad key', 0, null, 'INVALID_INPUT'],
    ['the key 0', 0, 'ann', 'INVALID_INPUT'],
    ['a negative key', -1, 'ann', 'INVALID_INPUT'],
    ['a fraction', 1.5, 'ann', 'INVALID_INPUT'],
    ['text', '1', 'ann', 'INVALID_INPUT'],
    ['no key', undefined, 'ann', 'INVALID_INPUT'],
    ['NaN', NaN, 'ann', 'INVALID_INPUT'],
    ['a number beyond the safe ones', 2 ** 53, 'ann', 'INVALID_INPUT'],
    ['an unknown key', 404, 'ann', 'EXPERIMENT_NOT_FOUND', 'FEATURE_FLAG_NOT_FOUND'],
    ['a variation whose parameters are missing', 3, 'ann', 'EXCEPTION'],
    ['a user who cannot be read', 1, unreadable, 'EXCEPTION'],
  ];
  for (const [what, key, user, reason, flagReason = reason] of rows) {
    it(`${what}: the default with ${reason}, said once, and no event`, () => {
      for (let round = 0; round < 3; round += 1) {
        const detail = client.variationDetail(key as Any, user as Any, 'C');
        expect([detail.variation, detail.reason, detail.parameters, detail.experiment]).to.deep.equal([
          'C',
          reason,
          {},
          undefined,
        ]);
        expect(client.variation(key as Any, user as Any)).to.equal('A');
        const flag = client.featureFlagDetail(key as Any, user as Any);
        expect([flag.isOn, flag.reason, flag.parameters, flag.featureFlag]).to.deep.equal([
          false,
          flagReason,
          {},
          undefined,
        ]);
        expect(client.isFeatureOn(key as Any, user as Any)).to.equal(false);
      }
      expect(stage.sink.reports).to.be.empty;
      expect(new Set(stage.log.lines).size).to.equal(stage.log.lines.length);
      expect(stage.log.lines.length).to.be.within(2, 4);
    });
  }

  const parameterRows: [
    what: string,
    key: unknown,
    user: unknown,
    fallback: unknown,
    value: unknown,
    reason: string,
  ][] = [
    ['nobody', 'banner', {}, 'd', 'd', 'INVALID_INPUT'],
    ['a key that is no text', 5, 'ann', 'd', 'd', 'INVALID_INPUT'],
    ['an unknown key', 'nope', 'ann', 'd', 'd', 'REMOTE_CONFIG_PARAMETER_NOT_FOUND'],
    ['a missing bucket', 'loose', { id: 'a', properties: { vip: true } }, 'd', 'd', 'EXCEPTION'],
    ['a user who cannot be read', 'banner', unreadable, 'd', 'd', 'EXCEPTION'],
  ];
  for (const [what, key, user, fallback, value, reason] of parameterRows) {
    it(`${what}: the default of a parameter with ${reason}, and no event`, () => {
      expect(client.remoteConfig(user as Any).detail(key as Any, fallback as Any)).to.deep.equal({ value, reason });
      expect(client.remoteConfig(user as Any).get(key as Any, fallback as Any)).to.equal(value);
      expect(stage.sink.reports).to.be.empty;
      expect(stage.log.lines).to.have.length(1);
    });
  }

  it('leaves A where the default is no text', () => {
    expect(client.variation(2, 'ann', 5 as Any)).to.equal('A');
    expect(client.variationDetail(404, 'ann', null as Any).variation).to.equal('A');
  });
});

describe('client: what was decided', () => {
  let stage: Stage;
  let client: HackleClient;

  beforeEach(async () => {
    stage = new Stage(document);
    client = await stage.started();
  });

  afterEach(() => client.close());

  it('comes with the parameters of the variation, read by type', () => {
    for (const detail of [client.variationDetail(1, 'ann'), client.featureFlagDetail(1, 'ann')]) {
      const reads: [read: unknown, value: unknown][] = [
        [detail.get('color', 'x'), 'red'],
        [detail.get('color', 5), 5],
        [detail.get('size', 0), 4],
        [detail.get('size', 'x'), 'x'],
        [detail.get('wide', false), true],
        [detail.get('layout', ''), '{"columns":2}'],
        [detail.get('color', null), 'red'],
        [detail.get('color'), 'red'],
        [detail.get('nope', 'x'), 'x'],
        [detail.get('nope'), undefined],
        [detail.get('toString'), undefined],
        [detail.get('__proto__', 'x'), 'own'],
      ];
      for (const [read, value] of reads) expect(read).to.equal(value);
      expect(detail.parameters).to.be.frozen;
      expect(detail).to.be.frozen;
    }
  });

  it('is the same object each time', () => {
    expect(client.variationDetail(1, 'ann')).to.equal(client.variationDetail(1, { id: 'bob' }));
    expect(client.featureFlagDetail(1, 'ann')).to.equal(client.featureFlagDetail(1, 'bob'));
    expect(client.variationDetail(2, 'ann', 'Z')).to.equal(client.variationDetail(2, 'bob', 'Z'));
  });

  it('of a parameter follows the type of the default', () => {
    const rows: [key: string, fallback: unknown, value: unknown, reason: string][] = [
      ['banner', 'd', 'hi', 'DEFAULT_RULE'],
      ['banner', 5, 5, 'TYPE_MISMATCH'],
      ['banner', null, 'hi', 'DEFAULT_RULE'],
      ['banner', undefined, 'hi', 'DEFAULT_RULE'],
      ['limit', 0, 5, 'DEFAULT_RULE'],
      ['limit', '0', '0', 'TYPE_MISMATCH'],
      ['limit', true, true, 'TYPE_MISMATCH'],
    ];
    for (const [key, fallback, value, reason] of rows) {
      expect(client.remoteConfig('ann').detail(key, fallback as Any)).to.deep.equal({ value, reason });
    }
    const request = client.remoteConfig('ann');
    expect([request.get('limit', 'a'), request.get('limit', 'b'), request.get('limit', 1)]).to.deep.equal([
      'a',
      'b',
      5,
    ]);
    const zeros = [0, -0, 0, NaN, NaN].map((zero) => request.get('banner', zero as Any) as unknown);
    expect(zeros, 'each default itself').to.deep.equal([0, -0, 0, NaN, NaN]);
    const object = {};
    expect(client.remoteConfig('ann').detail('banner', object as Any)).to.deep.equal({
      value: object,
      reason: 'TYPE_MISMATCH',
    });
  });

  it('is an event each time, with the time of the decision', async () => {
    client.variation(1, 'ann');
    await stage.clock.advance(5);
    client.variation(1, 'ann');
    const times = stage.sink.reports.map(({ timestamp }) => timestamp);
    expect(times).to.deep.equal([1_700_000_000_000, 1_700_000_000_005]);
  });

  it('keeps of a text in an event its first 1,024 units', () => {
    client.remoteConfig('ann').get('limit', 'x'.repeat(2000));
    const { properties } = stage.sink.events[0] as { properties: Record<string, string> };
    expect(properties.requestDefaultValue).to.have.length(1024);
    expect(properties.returnValue).to.have.length(1024);
  });

  it('tells in an event of a default what properties may hold, and nothing of the rest', () => {
    const told = (fallback: unknown): unknown => {
      client.remoteConfig('ann').get('limit', fallback as string);
      const { properties } = stage.sink.events.at(-1) as { properties: Record<string, unknown> };
      return properties.requestDefaultValue;
    };
    expect([{ a: 1 }, null, NaN, ['a', true, {}], 'a', 5, false].map(told)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      ['a'],
      'a',
      5,
      false,
    ]);
  });

  it('leaves out identifiers that cannot be used, and says so once for each type', () => {
    const before = stage.log.lines.length;
    const user = { id: 'ann', deviceId: 'x'.repeat(513), userId: '', identifiers: { company: ' ', team: 'a' } };
    for (let i = 0; i < 3; i++) client.variation(1, user);
    client.track('purchase', user);
    expect(stage.sink.events.at(-1)?.identifiers).to.deep.equal({ team: 'a', $id: 'ann' });
    expect(stage.log.lines.slice(before)).to.deep.equal([
      'warn: the identifier "company" of a user is left out: it is no text of 1 to 512 characters',
      'warn: the identifier "$deviceId" of a user is left out: it is no text of 1 to 512 characters',
    ]);
  });
});
