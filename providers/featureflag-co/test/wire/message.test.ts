import { expect } from 'chai';
import { decodeMessage, type DataSync, type Received } from '#src/wire/message.js';

const option = { localId: 1, displayOrder: 1, variationValue: 'on' };

function flag(changes: object = {}, ff: object = {}): Record<string, unknown> {
  return {
    id: 'FF__1__2__3__a',
    isArchived: false,
    timestamp: 5,
    exptIncludeAllRules: null,
    ff: {
      id: 'FF__1__2__3__a',
      keyName: 'a',
      name: 'A',
      status: 'Enabled',
      isDefaultRulePercentageRolloutsIncludedInExpt: null,
      defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption: option }],
      variationOptionWhenDisabled: option,
      ...ff,
    },
    ffp: [],
    fftuwmtr: [],
    targetIndividuals: [],
    ...changes,
  };
}

function message(eventType: unknown, featureFlags: unknown, segments: unknown): unknown {
  return { messageType: 'data-sync', data: { eventType, featureFlags, segments } };
}

function dataOf(received: Received): DataSync {
  if (received.kind !== 'data') throw new Error(`not data: ${JSON.stringify(received)}`);
  return received.data;
}

function decoded(featureFlags: readonly unknown[], segments: readonly unknown[] = []): DataSync {
  return dataOf(decodeMessage(message('full', featureFlags, segments)));
}

function only(changes: object, ff: object = {}): unknown {
  return decoded([flag(changes, ff)]).flags[0]?.record;
}

describe('a message of the server', () => {
  it('is data, with the latest timestamp of all items as its version', () => {
    const segment = { id: 's', isArchived: false, timestamp: 9, included: ['x'], excluded: ['y'], rules: [] };
    const data = dataOf(decodeMessage(message('patch', [flag()], [segment])));
    expect(data.eventType).to.equal('patch');
    expect(data.version).to.equal(9);
    expect(data.flags.map(({ id }) => id)).to.deep.equal(['FF__1__2__3__a']);
    expect(data.segments[0]?.record).to.include({ id: 's', timestamp: 9 });
    expect(data.problems).to.deep.equal([]);
  });

  it('may leave out its lists, or say null', () => {
    expect(dataOf(decodeMessage({ messageType: 'data-sync', data: { eventType: 'full' } }))).to.include({ version: 0 });
    expect(dataOf(decodeMessage(message('full', null, null))).flags).to.deep.equal([]);
    expect(dataOf(decodeMessage(message('full', {}, ''))).segments).to.deep.equal([]);
  });

  it('is a pong', () => {
    expect(decodeMessage({ messageType: 'pong', data: null }).kind).to.equal('pong');
  });

  for (const [what, given] of [
    ['text', 'data-sync'],
    ['null', null],
    ['a list', []],
    ['a word of another case', { messageType: 'Data-Sync', data: { eventType: 'full' } }],
    ['no data', { messageType: 'data-sync', data: null }],
    ['data that is a list', { messageType: 'data-sync', data: [] }],
    ['an unknown event', message('Full', [], [])],
    ['flags that are a number', message('full', 1, [])],
    ['segments that are an object', message('full', [], { a: 1 })],
  ] as const) {
    it(`is ignored when it is ${what}`, () => {
      expect(decodeMessage(given).kind).to.equal('ignored');
    });
  }
});

describe('an item of a message', () => {
  for (const [what, given] of [
    ['no object', 7],
    ['no id', flag({ id: undefined })],
    ['no timestamp', flag({ timestamp: undefined })],
    ['a timestamp that is text', flag({ timestamp: '5' })],
    ['nothing about being archived', flag({ isArchived: undefined })],
  ] as const) {
    it(`with ${what} is left out and named, and the others count`, () => {
      const { flags, problems } = decoded([given, flag({ id: 'other' })]);
      expect(flags.map(({ id }) => id)).to.deep.equal(['other']);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include('left out');
    });
  }

  it('that is archived keeps its id and its time only', () => {
    const { flags, segments } = decoded([flag({ isArchived: true })], [{ id: 's', isArchived: true, timestamp: 3 }]);
    expect(flags).to.deep.equal([{ id: 'FF__1__2__3__a', timestamp: 5, record: undefined }]);
    expect(segments).to.deep.equal([{ id: 's', timestamp: 3, record: undefined }]);
  });

  it('says null for not being archived', () => {
    expect(decoded([flag({ isArchived: null })]).flags[0]?.record).to.not.equal(undefined);
  });

  it('that is a flag without its body is known, and cannot be evaluated', () => {
    const { flags, problems } = decoded([flag({ ff: null })]);
    expect(flags[0]?.record).to.include({ id: 'FF__1__2__3__a', unusable: 'ff is not an object' });
    expect(problems[0]).to.include('cannot be evaluated');
  });
});

describe('a flag', () => {
  it('reads lists that are null as empty (D15)', () => {
    const record = only(
      { ffp: null, fftuwmtr: null, targetIndividuals: null },
      { defaultRulePercentageRollouts: null },
    );
    expect(record).to.deep.include({ prerequisites: [], rules: [], targets: [], rollouts: [] });
  });

  it('takes both spellings of a required option (D1)', () => {
    const lower = { prerequisiteFeatureFlagId: 'b', valueOptionsVariationValue: option };
    const upper = { prerequisiteFeatureFlagId: 'c', ValueOptionsVariationValue: option };
    expect(only({ ffp: [lower, upper] })).to.deep.include({
      prerequisites: [
        { flagId: 'b', localId: 1 },
        { flagId: 'c', localId: 1 },
      ],
    });
  });

  it('keeps a clause that cannot be used in its place', () => {
    const clauses = [
      { property: 'plan', operation: null, value: 7 },
      { property: 'plan', value: 'q' },
    ];
    const record = only({ fftuwmtr: [{ ruleJsonContent: clauses, valueOptionsVariationRuleValues: null }] });
    expect(record).to.deep.include({
      rules: [
        {
          clauses: [
            { property: 'plan', operation: '', value: '7' },
            { unusable: 'the operation of a clause is missing' },
          ],
          inExperiment: null,
          rollouts: [],
        },
      ],
    });
  });

  it('is off when its status is exactly Disabled', () => {
    expect(only({}, { status: 'Disabled' })).to.include({ disabled: true });
    expect(only({}, { status: 'disabled' })).to.include({ disabled: false });
  });

  it('holds nobody in a slice that is not two numbers', () => {
    const rollouts = [null, [0], [0, null], ['0', '1'], [0, 1]].map((rolloutPercentage) => ({
      exptRollout: null,
      rolloutPercentage,
      valueOption: option,
    }));
    const record = only({}, { defaultRulePercentageRollouts: rollouts }) as { rollouts: { range: unknown }[] };
    expect(record.rollouts.map(({ range }) => range)).to.deep.equal([null, null, null, null, [0, 1]]);
  });
});
