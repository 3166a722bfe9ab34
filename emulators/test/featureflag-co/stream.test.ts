import { once } from 'node:events';
import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { featureFlagCoInTest } from '../support/featureflag-co.js';

const NOW = 1_662_712_345_678;

/** Ids, times and whether they are archived. */
function shown(items: readonly object[]): unknown[] {
  return items.map((item) => {
    const { id, timestamp, isArchived } = item as { id: string; timestamp: number; isArchived: boolean };
    return [id, timestamp, ...(isArchived ? ['archived'] : [])];
  });
}

describe('the stream of the featureflag.co emulator', () => {
  const { emulated, connected } = featureFlagCoInTest();

  it('answers a ping with a pong', async () => {
    const client = await connected(await emulated());
    client.say({ messageType: 'ping', data: null });
    expect(await client.next()).to.deep.equal({ messageType: 'pong', data: null });
  });

  it('gives everything that is not archived to who asks from the beginning', async () => {
    const emulator = await emulated({ environment: '36__46__98', clock: new ManualClock(NOW) });
    emulator.putFlag({ ff: { keyName: 'a' } });
    emulator.putFlag({ ff: { keyName: 'b' } });
    emulator.putSegment({ id: 's' });
    emulator.archiveFlag('a');
    const { eventType, featureFlags, segments, userTags } = await (await connected(emulator, NOW)).ask(0);
    expect(eventType).to.equal('full');
    expect(shown(featureFlags)).to.deep.equal([['FF__36__46__98__b', NOW + 1]]);
    expect(shown(segments)).to.deep.equal([['s', NOW + 2]]);
    expect(userTags).to.deep.equal([]);
  });

  it('gives what has changed since a time, the newest first, what was archived too', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    const first = emulator.putFlag({ ff: { keyName: 'a' } });
    emulator.putFlag({ ff: { keyName: 'b' } });
    emulator.putFlag({ ff: { keyName: 'c' } });
    emulator.archiveFlag('b');
    const client = await connected(emulator, NOW);
    const { eventType, featureFlags } = await client.ask(first);
    expect(eventType).to.equal('patch');
    expect(shown(featureFlags)).to.deep.equal([
      [emulator.flagId('b'), NOW + 3, 'archived'],
      [emulator.flagId('c'), NOW + 2],
    ]);
    expect(await client.ask(NOW + 3)).to.deep.include({ eventType: 'patch', featureFlags: [], segments: [] });
    emulator.configure({ tellsArchived: false });
    expect(shown((await client.ask(first)).featureFlags)).to.deep.equal([[emulator.flagId('c'), NOW + 2]]);
  });

  it('tells of each change, of several in one patch', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    const [one, other] = [await connected(emulator, NOW), await connected(emulator, NOW)];
    const patched = async () => ((await one.next()) as { data: { featureFlags: object[]; segments: object[] } }).data;
    emulator.putFlag({ ff: { keyName: 'a' } });
    expect(await patched()).to.deep.include({ eventType: 'patch', segments: [] });
    emulator.patch({ featureFlags: [{ ff: { keyName: 'b' } }, { ff: { keyName: 'c' } }], segments: [{ id: 's' }] });
    const { featureFlags, segments } = await patched();
    expect(shown(featureFlags)).to.deep.equal([
      [emulator.flagId('b'), NOW + 1],
      [emulator.flagId('c'), NOW + 2],
    ]);
    expect(shown(segments)).to.deep.equal([['s', NOW + 3]]);
    emulator.archiveSegment('s');
    expect(shown((await patched()).segments)).to.deep.equal([['s', NOW + 4, 'archived']]);
    await other.next();
    expect(other.heard).to.have.length.of.at.most(2);
    expect(() => emulator.archiveFlag('none')).to.throw('the emulator has no flag none');
  });

  it('takes the time of a change from who makes it', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    expect(emulator.putFlag({ ff: { keyName: 'a' } }, { timestamp: 5 })).to.equal(5);
    expect(emulator.putFlag({ ff: { keyName: 'b' }, timestamp: NOW + 100 })).to.equal(NOW + 100);
    expect(emulator.putFlag({ ff: { keyName: 'c' } })).to.equal(NOW + 101);
    expect(emulator.archiveFlag('a', { timestamp: 6 })).to.equal(6);
  });

  it('says nothing to what is negative, unknown or no JSON', async () => {
    const emulator = await emulated();
    const client = await connected(emulator);
    for (const message of ['no JSON', [], { messageType: 'other' }, { messageType: 'data-sync' }]) client.say(message);
    client.say({ messageType: 'data-sync', data: { timestamp: -1 } });
    client.say({ messageType: 'ping', data: null });
    expect(await client.next()).to.deep.equal({ messageType: 'pong', data: null });
    expect(emulator.messages.map(({ message }) => message)).to.deep.include.members(['no JSON', []]);
  });

  it('waits for messages that are to come, and knows those that came', async () => {
    const emulator = await emulated();
    const client = await connected(emulator);
    const two = emulator.receivedMessages('ping', 2);
    client.say({ messageType: 'ping', data: null });
    await emulator.receivedMessages('ping');
    client.say({ messageType: 'ping', data: null });
    await two;
    expect(emulator.messages).to.have.length(2);
  });

  it('does not tell while it is paused, unless it is to', async () => {
    const emulator = await emulated();
    const client = await connected(emulator);
    emulator.pause();
    const before = emulator.putFlag({ ff: { keyName: 'a' } });
    emulator.putFlag({ ff: { keyName: 'b' } }, { notify: true });
    emulator.resume();
    emulator.putFlag({ ff: { keyName: 'c' } }, { notify: false });
    emulator.putFlag({ ff: { keyName: 'd' } });
    const keys: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      const { data } = (await client.next()) as { data: { featureFlags: { ff: { keyName: string } }[] } };
      keys.push(...data.featureFlags.map(({ ff }) => ff.keyName));
    }
    expect(keys).to.deep.equal(['b', 'd']);
    expect((await client.ask(before - 1)).featureFlags).to.have.length(4);
  });

  for (const [code, seen] of [
    [1000, 1000],
    [1001, 1001],
    [1011, 1011],
    [4000, 4000],
    [4003, 4003],
    [1005, 1005],
    [1006, 1006],
  ] as const) {
    it(`ends streams with ${code}`, async () => {
      const emulator = await emulated();
      const client = await connected(emulator);
      emulator.closeStreams(code, 'why');
      expect(await client.closed).to.deep.equal([seen, code === 1005 || code === 1006 ? '' : 'why']);
    });
  }

  it('goes silent, and new streams are as usual', async () => {
    const emulator = await emulated();
    const silent = await connected(emulator);
    let pongs = 0;
    silent.socket.on('pong', () => pongs++);
    silent.socket.ping();
    await once(silent.socket, 'pong');
    emulator.silence();
    silent.socket.ping();
    silent.say({ messageType: 'ping', data: null });
    await emulator.receivedMessages('ping');
    const other = await connected(emulator);
    emulator.putFlag({ ff: { keyName: 'a' } });
    await other.next();
    expect([silent.heard, pongs, silent.socket.readyState]).to.deep.equal([[], 1, silent.socket.OPEN]);
  });

  it('keeps streams alive with pings of the protocol', async () => {
    const clock = new ManualClock(NOW);
    const emulator = await emulated({ clock, keepAliveSeconds: 5 });
    const client = await connected(emulator, NOW);
    await client.ask(0);
    await clock.advance(10_000);
    await client.ask(0);
    expect(client.pings).to.equal(2);
  });

  it('sends whatever it is told', async () => {
    const emulator = await emulated();
    const client = await connected(emulator);
    emulator.send('{"half');
    emulator.send(Buffer.from([1, 2]));
    emulator.send({ messageType: 'data-sync', data: null });
    expect([await client.next(), await client.next(), await client.next()]).to.deep.equal([
      '{"half',
      Buffer.from([1, 2]),
      { messageType: 'data-sync', data: null },
    ]);
  });

  it('becomes what is loaded: what is the same stays, what is gone is archived', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    emulator.load({ featureFlags: [{ ff: { keyName: 'a' } }, { ff: { keyName: 'b' } }], segments: [{ id: 's' }] });
    const client = await connected(emulator, NOW);
    const whole = await client.ask(0);
    emulator.load({ data: { featureFlags: [{ ff: { keyName: 'b', name: 'B!' } }], segments: [{ id: 's' }] } });
    const { data } = (await client.next()) as { data: { featureFlags: object[]; segments: object[] } };
    expect(shown(data.featureFlags)).to.deep.equal([
      [emulator.flagId('b'), NOW + 3],
      [emulator.flagId('a'), NOW + 4, 'archived'],
    ]);
    expect(data.segments).to.deep.equal([]);
    expect((await client.ask(0)).segments).to.deep.equal(whole.segments);
  });

  it('completes a flag of which only the key is said', async () => {
    const emulator = await emulated({ environment: '36__46__98', clock: new ManualClock(NOW) });
    emulator.putFlag({ ff: { keyName: 'a' } });
    const [flag] = (await (await connected(emulator, NOW)).ask(0)).featureFlags;
    const [on, off] = [
      { localId: 1, displayOrder: 1, variationValue: 'true' },
      { localId: 2, displayOrder: 2, variationValue: 'false' },
    ];
    expect(flag).to.deep.equal({
      _id: 'FF__36__46__98__a',
      id: 'FF__36__46__98__a',
      environmentId: 98,
      isArchived: false,
      ff: {
        id: 'FF__36__46__98__a',
        name: 'a',
        type: 1,
        keyName: 'a',
        status: 'Enabled',
        isDefaultRulePercentageRolloutsIncludedInExpt: null,
        lastUpdatedTime: '2022-09-09T08:32:25.678Z',
        defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption: on }],
        variationOptionWhenDisabled: off,
      },
      ffp: [],
      fftuwmtr: [],
      targetIndividuals: [],
      variationOptions: [on, off],
      exptIncludeAllRules: null,
      timestamp: NOW,
    });
  });
});
