import { expect } from 'chai';
import { on } from '../support/flags.js';
import { json } from '../support/flag-backend.js';
import { START, useLocal } from '../support/local-client.js';

describe('sync: flags by stream', () => {
  const rig = useLocal();
  const streaming = { streamUpdates: true, library: 'mine/7' };

  it('come by the stream, whole sets one after the other, and nothing is polled', async () => {
    const it = rig(streaming);
    it.backend.onStream = (stream) => {
      stream.open();
      stream.flags([on('a')]);
    };
    await it.start();
    expect(it.started).to.deep.equal({ code: 'resolved', after: 0 });
    expect(it.backend.streams[0]?.request).to.deep.equal({
      url: 'http://stream.test/sdk/stream/v1/flags',
      headers: {
        accept: 'text/event-stream',
        'cache-control': 'no-cache',
        authorization: 'Api-Key the key',
        'x-amp-exp-library': 'mine/7',
      },
    });
    it.backend.streams[0]!.flags([on('b')]);
    await it.pass(0);
    expect([it.answers(), it.told]).to.deep.equal(['b=on', ['ready', 'changed a,b']]);
    for (let beat = 0; beat < 10; beat += 1) {
      it.backend.streams[0]!.send(' ');
      await it.pass(15_000);
    }
    expect([it.times('/flags'), it.backend.streams.length]).to.deep.equal([[], 1]);
  });

  it('are polled at once when the stream brings none in time, and the stream is tried again after 15 to 17 seconds', async () => {
    const it = rig(streaming);
    it.backend.flags = [json([on('polled')])];
    it.backend.onStream = (stream) => stream.open();
    await it.start();
    await it.pass(1_400);
    expect(it.started).to.equal(undefined);
    await it.pass(100);
    expect([it.started?.code, it.answers()]).to.deep.equal(['resolved', 'polled=on']);
    expect(it.backend.streams[0]?.isClosed).to.equal(true);
    it.backend.onStream = (stream) => stream.flags([on('streamed')]);
    await it.pass(18_000);
    expect(it.backend.streams).to.have.length(2);
    expect(it.backend.streams[1]!.at - START).to.be.within(16_500, 19_500);
    expect(it.answers()).to.equal('streamed=on');
    const polls = it.times('/flags').length;
    it.backend.streams[1]!.send(' ');
    await it.pass(16_000);
    expect(it.times('/flags')).to.have.length(polls);
  });

  const breaks: [how: string, what: (stream: { end(status?: number): void; send(data: string): void }) => void][] = [
    ['the other side ends it', (stream) => stream.end()],
    ['it brings what is no list', (stream) => stream.send('{}')],
    ['it brings what is no JSON', (stream) => stream.send('[{')],
  ];
  for (const [how, what] of breaks) {
    it(`are polled at once when ${how}, and what was there serves meanwhile`, async () => {
      const it = rig(streaming);
      it.backend.onStream = (stream) => stream.flags([on('a')]);
      await it.start();
      it.backend.onStream = () => undefined;
      what(it.backend.streams[0]!);
      await it.pass(0);
      expect(it.answers()).to.equal('a=on');
      expect(it.times('/flags')).to.have.length(1);
      expect(it.told).to.deep.equal(['ready', 'stale']);
      it.backend.flags = [json([on('b')])];
      await it.pass(40_000);
      expect(it.answers()).to.equal('b=on');
      expect(it.told).to.deep.equal(['ready', 'stale', 'changed a,b', 'ready']);
    });
  }

  it('are polled when the stream is silent for 17 seconds', async () => {
    const it = rig(streaming);
    it.backend.flags = [json([on('b')])];
    it.backend.onStream = (stream) => stream.flags([on('a')]);
    await it.start();
    it.backend.onStream = () => undefined;
    await it.pass(16_900);
    expect(it.times('/flags')).to.deep.equal([]);
    await it.pass(200);
    expect(it.answers()).to.equal('b=on');
  });

  for (const status of [401, 404, 501, 500]) {
    it(`are polled when the stream answers ${status}`, async () => {
      const it = rig(streaming);
      it.backend.flags = [json([on('a')])];
      it.backend.onStream = (stream) => stream.end(status);
      await it.start();
      expect([it.started, it.answers()]).to.deep.equal([{ code: 'resolved', after: 0 }, 'a=on']);
    });
  }

  it('go on over a new connection after 12 to 18 minutes', async () => {
    const it = rig(streaming);
    it.backend.onStream = (stream) => stream.flags([on('a')]);
    await it.start();
    for (let at = 0; at < 20 * 60_000; at += 10_000) {
      it.backend.streams.at(-1)!.send(' ');
      await it.pass(10_000);
    }
    expect(it.backend.streams).to.have.length(2);
    expect(it.backend.streams[1]!.at - START).to.be.within(12 * 60_000, 18 * 60_000 + 1_000);
    expect([it.backend.streams[0]!.isClosed, it.times('/flags')]).to.deep.equal([true, []]);
  });

  it('end with stop', async () => {
    const it = rig(streaming);
    it.backend.onStream = (stream) => stream.flags([on('a')]);
    await it.start();
    await it.client.stop();
    expect([it.backend.streams[0]!.isClosed, it.clock.pending]).to.deep.equal([true, 0]);
  });
});
