import { ManualClock } from '@polyflag/core-engine';
import type { Inline } from '@polyflag/emulators';
import { expect } from 'chai';
import { gunzipSync, inflateSync } from 'node:zlib';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { connect, Listener } from '../support/listener.js';

/** The self-check of the spec (§5.4). */
const checked = '{"name":"menú","changeNumber":1700000000900,"status":"ARCHIVED"}';

const decoders: Readonly<Record<number, (bytes: Buffer) => Buffer>> = { 0: (b) => b, 1: gunzipSync, 2: inflateSync };

describe('streams of the Split emulator', () => {
  const emulated = emulatorsInTest();
  const time = 1_700_000_001_000;

  it('begin by saying who publishes, to those who want to know', async () => {
    const emulator = await emulated({ clock: new ManualClock(time) });
    const response = await connect(emulator, '/sse', ['[?occupancy=metrics.publishers]control_pri', 'control_sec']);
    expect(response.headers.get('content-type')).to.equal('text/event-stream');
    emulator.heartbeat();
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes(':keepalive\n\n')) text += Buffer.from((await reader.read()).value).toString();
    const [frame, comment] = text.split('\n\n');
    expect(frame).to.match(/^id: \S+\nevent: message\ndata: \{.*\}$/);
    expect(frame).to.include(
      `"timestamp":${time},"encoding":"json","channel":"[?occupancy=metrics.publishers]control_pri",` +
        '"data":"{\\"metrics\\":{\\"publishers\\":2}}","name":"[meta]occupancy"}',
    );
    expect(comment).to.equal(':keepalive');
  });

  for (const path of ['/sse', '/event-stream']) {
    it(`carry messages of the form of the spec at ${path}`, async () => {
      const emulator = await emulated();
      const listener = await Listener.open(emulator, path);
      emulator.send({ type: 'SPLIT_UPDATE', changeNumber: 1700000000900 }, { id: 'abc:0', timestamp: time });
      expect(await listener.block()).to.equal(
        'id: abc:0\nevent: message\ndata: {"id":"abc:0:0","clientId":"NDEz","timestamp":1700000001000,' +
          '"encoding":"json","channel":"NzM2_MTEx_splits","data":"{\\"type\\":\\"SPLIT_UPDATE\\",\\"changeNumber\\":1700000000900}"}',
      );
    });
  }

  it('carry every kind of change in the channel that it belongs to', async () => {
    const emulator = await emulated({ clock: new ManualClock(time), inline: 'none' });
    const listener = await Listener.open(emulator);
    emulator.putFlag(always('one', 'on'));
    emulator.killFlag('one', 'dead');
    emulator.putRuleBasedSegment({ name: 'rule' });
    emulator.changeSegment('staff', { add: ['ana'] });
    emulator.pauseStreaming();
    const heard = [];
    for (let at = 0; at < 5; at++) heard.push(await listener.next());
    expect(heard.map(({ outer, inner }) => [outer.channel, inner])).to.deep.equal([
      ['NzM2_MTEx_splits', { type: 'SPLIT_UPDATE', changeNumber: time }],
      ['NzM2_MTEx_splits', { type: 'SPLIT_KILL', changeNumber: time + 1, splitName: 'one', defaultTreatment: 'dead' }],
      ['NzM2_MTEx_flags', { type: 'RB_SEGMENT_UPDATE', changeNumber: time + 2 }],
      ['NzM2_MTEx_segments', { type: 'SEGMENT_UPDATE', changeNumber: time + 3, segmentName: 'staff' }],
      ['[?occupancy=metrics.publishers]control_pri', { type: 'CONTROL', controlType: 'STREAMING_PAUSED' }],
    ]);
    const times = heard.map(({ outer }) => outer.timestamp as number);
    expect(times).to.deep.equal([...new Set(times)].sort());
  });

  const compressions: readonly (readonly [Inline, number])[] = [
    ['plain', 0],
    ['gzip', 1],
    ['zlib', 2],
  ];
  for (const [inline, c] of compressions) {
    it(`carry the definition of the self-check, inline ${inline}`, async () => {
      const emulator = await emulated({ inline });
      const pcn = emulator.putFlag(always('menú', 'on'), { changeNumber: 1700000000100 });
      const listener = await Listener.open(emulator);
      emulator.deleteFlag('menú', { changeNumber: 1700000000900 });
      const { inner } = await listener.next();
      expect(inner).to.include({ type: 'SPLIT_UPDATE', changeNumber: 1700000000900, pcn, c });
      expect(decoders[c]!(Buffer.from(inner!.d as string, 'base64')).toString()).to.equal(checked);
    });
  }

  it('carry the definition exactly as the spec has it, where nothing is compressed', async () => {
    const emulator = await emulated();
    emulator.putFlag({ name: 'menú' }, { changeNumber: 1700000000100 });
    const listener = await Listener.open(emulator);
    emulator.deleteFlag('menú', { changeNumber: 1700000000900, inline: 'plain' });
    expect((await listener.next()).inner!.d).to.equal(
      'eyJuYW1lIjoibWVuw7oiLCJjaGFuZ2VOdW1iZXIiOjE3MDAwMDAwMDA5MDAsInN0YXR1cyI6IkFSQ0hJVkVEIn0=',
    );
  });

  it('name the change number before, of flags and of rule-based segments each', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    const listener = await Listener.open(emulator);
    emulator.putFlag(always('one', 'on'));
    emulator.putRuleBasedSegment({ name: 'rule' });
    emulator.putFlag(always('two', 'on'));
    const pcns = [(await listener.next()).inner, (await listener.next()).inner, (await listener.next()).inner];
    expect(pcns.map((inner) => [inner!.changeNumber, inner!.pcn])).to.deep.equal([
      [100, -1],
      [101, -1],
      [102, 100],
    ]);
  });

  it('hear of no change while streaming is paused or nobody publishes, unless that is wanted', async () => {
    const emulator = await emulated({ inline: 'none' });
    const listener = await Listener.open(emulator);
    emulator.setPublishers(0, 0);
    emulator.putFlag(always('unpublished', 'on'));
    emulator.setPublishers(0, 1);
    emulator.pauseStreaming();
    emulator.putFlag(always('paused', 'on'));
    const told = emulator.putFlag(always('told', 'on'), { notify: true });
    emulator.resumeStreaming('STREAMING_ENABLED');
    const kept = emulator.putFlag(always('kept', 'on'), { notify: false });
    const published = emulator.putFlag(always('published', 'on'));
    const heard = [];
    for (let at = 0; at < 8; at++) heard.push((await listener.next()).inner);
    const numbers = heard.flatMap((inner) => (inner!.type === 'SPLIT_UPDATE' ? [inner!.changeNumber] : []));
    expect(numbers).to.deep.equal([told, published]);
    expect(numbers).not.to.include(kept);
  });

  it('get an error and end when tokens expire', async () => {
    const emulator = await emulated();
    const listener = await Listener.open(emulator);
    emulator.expireTokens();
    expect(await listener.next()).to.deep.include({
      event: 'error',
      outer: {
        message: 'Token expired',
        code: 40142,
        statusCode: 401,
        href: 'https://help.ably.io/error/40142',
      },
    });
    expect(await listener.block()).to.equal(undefined);
  });

  it('get errors, texts and bytes of any making', async () => {
    const emulator = await emulated();
    const listener = await Listener.open(emulator);
    emulator.sendError(50_000);
    emulator.send('no JSON', { channel: 'NzM2_MTEx_flags' });
    emulator.sendBytes('half a');
    emulator.sendBytes(Buffer.from(' block\n\n'));
    expect((await listener.next()).outer).to.include({ code: 50_000, statusCode: 500 });
    expect(await listener.block()).to.include('"channel":"NzM2_MTEx_flags","data":"no JSON"');
    expect(await listener.block()).to.equal('half a block');
  });

  it('get a comment every so often, and only while somebody listens', async () => {
    const clock = new ManualClock(0);
    const emulator = await emulated({ clock, heartbeatSeconds: 10 });
    const [listener, another] = [await Listener.open(emulator), await Listener.open(emulator)];
    expect(clock.pending).to.equal(1);
    await clock.advance(20_000);
    expect([await listener.block(), await listener.block()]).to.deep.equal([':keepalive', ':keepalive']);
    emulator.endStreams();
    expect(await listener.block()).to.equal(undefined);
    expect([await another.block(), await another.block(), await another.block()].at(-1)).to.equal(undefined);
    expect(emulator.openStreams).to.equal(0);
    await clock.advance(10_000);
    expect(clock.pending).to.equal(0);
  });

  it('leave no comment to be sent after a stop', async () => {
    const clock = new ManualClock(0);
    const emulator = await emulated({ clock });
    await Listener.open(emulator);
    await emulator.stop();
    expect(clock.pending).to.equal(0);
  });

  it('stay without another byte when silenced, while new ones speak', async () => {
    const emulator = await emulated();
    const silenced = await Listener.open(emulator);
    emulator.silence();
    const fresh = await Listener.open(emulator);
    emulator.heartbeat();
    emulator.putFlag(always('one', 'on'));
    expect(await fresh.block()).to.equal(':keepalive');
    expect((await fresh.next()).inner).to.include({ type: 'SPLIT_UPDATE' });
    expect(emulator.openStreams).to.equal(2);
    emulator.endStreams();
    expect(await silenced.block()).to.equal(undefined);
  });
});
