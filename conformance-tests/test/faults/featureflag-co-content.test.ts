import { expect } from 'chai';
import { featureFlagCoPatients, type FeatureFlagCoPatient } from './support/featureflag-co-patient.js';

describe("what featureflag.co's stream says", () => {
  const prepared = featureFlagCoPatients();

  /** Serving, and heard. */
  async function serving(): Promise<FeatureFlagCoPatient> {
    const patient = await prepared();
    const opened = patient.open();
    await patient.time.until('all is well', () => patient.seen.statuses.length > 0);
    await opened;
    expect(await patient.answer()).to.equal('first');
    return patient;
  }

  const message = (eventType: string, featureFlags: unknown, segments: unknown = []): object => ({
    messageType: 'data-sync',
    data: { eventType, featureFlags, segments, userTags: [] },
  });

  /** How often everything was asked for. */
  const wholes = ({ emulator }: FeatureFlagCoPatient): number =>
    emulator.messages.filter(({ message: sent }) => JSON.stringify(sent).includes('"timestamp":0}')).length;

  for (const [what, bad] of [
    ['a list', [1, 2]],
    ['null', 'null'],
    ['a number', '7'],
    ['data that is none', { messageType: 'data-sync', data: null }],
    ['flags that are no list', message('patch', 7)],
    ['an event of another kind', message('deleted', [])],
  ] as const) {
    it(`changes nothing when it is ${what}; everything is fetched again, and what was missed is there`, async () => {
      const patient = await serving();
      patient.change('second', false);
      patient.emulator.send(bad);
      await patient.time.until('what was missed has come', () => patient.seen.changes.length > 0);
      expect(await patient.answer()).to.equal('second');
      expect([patient.seen.statuses, wholes(patient), patient.emulator.openStreams]).to.deep.equal([['READY'], 2, 1]);
      expect(patient.seen.complaints).to.have.length(1);
      expect(patient.seen.complaints[0]).to.match(/a message cannot be used/);
    });
  }

  it('ends the connection when it is no JSON, and everything is fetched through the next', async () => {
    const patient = await serving();
    patient.change('second', false);
    patient.emulator.send('{"half":');
    await patient.time.passUntil('what was missed has come', () => patient.seen.changes.length > 0);
    expect(await patient.answer()).to.equal('second');
    expect([patient.seen.statuses, wholes(patient)]).to.deep.equal([['READY', 'STALE', 'READY'], 2]);
  });

  it('skips items that cannot be used, names them, and takes the others', async () => {
    const patient = await serving();
    const id = patient.emulator.flagId(patient.flag);
    patient.emulator.send(message('patch', [{ id, isArchived: false }, { timestamp: 7 }, null, 5]));
    patient.change('second');
    await patient.time.until('the change has come', () => patient.seen.changes.length > 0);
    expect(await patient.answer()).to.equal('second');
    expect(patient.seen.statuses).to.deep.equal(['READY']);
    expect(patient.seen.complaints.join('\n')).to.match(/is left out/);
  });

  it('is taken by the version of each item: twice, late, and several at once', async () => {
    const patient = await serving();
    const { emulator } = patient;
    const flag = (keyName: string, timestamp: number, value: string): object => ({
      id: emulator.flagId(keyName),
      isArchived: false,
      timestamp,
      ff: {
        id: emulator.flagId(keyName),
        keyName,
        name: keyName,
        status: 'Enabled',
        isDefaultRulePercentageRolloutsIncludedInExpt: null,
        defaultRulePercentageRollouts: [
          { exptRollout: null, rolloutPercentage: [0, 1], valueOption: { localId: 1, variationValue: value } },
        ],
        variationOptionWhenDisabled: { localId: 1, variationValue: value },
      },
      ffp: [],
      fftuwmtr: [],
      targetIndividuals: [],
    });
    const now = patient.time.clock.now();
    const user = { key: 'ana' };
    const answers = (): unknown[] => ['a', 'b'].map((key) => patient.client.variation(key, user));
    const told = async (count: number): Promise<void> =>
      patient.time.until('it was told', () => patient.seen.changes.length === count);
    emulator.send(message('patch', [flag('a', now + 20, 'a20'), flag('b', now + 10, 'b10')]));
    await told(1);
    expect(answers()).to.deep.equal(['a20', 'b10']);
    emulator.send(message('patch', [flag('a', now + 20, 'twice'), flag('b', now + 10, 'twice')]));
    emulator.send(message('patch', [flag('a', now + 19, 'late'), flag('b', now + 15, 'b15')]));
    await told(2);
    expect(answers()).to.deep.equal(['a20', 'b15']);
    expect(patient.seen.changes).to.deep.equal([['a', 'b'], ['b']]);
  });

  it('can be a patch before there is a whole set, which still comes', async () => {
    const patient = await prepared();
    patient.emulator.putFlag({ ff: { keyName: 'other' } });
    const opened = patient.open();
    // It is open at this end: the client has yet to hear of that, and to ask.
    await patient.time.until('a stream is open', () => patient.emulator.openStreams > 0);
    patient.change('patched');
    await patient.time.until('it is ready', () => patient.seen.statuses.length > 0);
    await opened;
    await patient.time.until('all of it has come', () => patient.client.isFlagKnown('other'));
    expect(await patient.answer()).to.equal('patched');
  });

  it('can be an environment without anything in it', async () => {
    const patient = await prepared();
    patient.emulator.load({});
    const opened = patient.open();
    await patient.time.until('it is ready', () => patient.seen.statuses.length > 0);
    await opened;
    expect([await patient.answer(), patient.client.initialized]).to.deep.equal(['default', true]);
  });

  it('ends with the pings that are not answered, and is taken up again', async () => {
    const patient = await serving();
    patient.emulator.silence();
    patient.change('second', false);
    await patient.time.passUntil('what was missed has come', () => patient.seen.changes.length > 0, 60_000);
    expect(await patient.answer()).to.equal('second');
    expect(patient.seen.statuses).to.deep.equal(['READY', 'STALE', 'READY']);
    expect(patient.seen.complaints).to.have.length(1);
    expect(patient.seen.complaints[0]).to.match(/silent for 30 seconds/);
  });
});
