import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { failure } from '#src/sync/round.js';
import { SocketKeeper, type SocketNews } from '#src/sync/socket.js';
import type { SocketEnd, SocketListener, SocketRequest } from '#src/transport/transport.js';

interface Opened {
  readonly request: SocketRequest;
  readonly listener: SocketListener;
  readonly sent: string[];
  readonly closes: (number | undefined)[];
  readonly at: number;
}

/** A WebSocket of which the test plays the other side. */
class Rig {
  readonly clock = new ManualClock();
  readonly news: SocketNews[] = [];
  readonly opened: Opened[] = [];
  readonly heard: string[] = [];
  version = 0;
  keeper = new SocketKeeper({
    clock: this.clock,
    transport: {
      openSocket: (request, listener) => {
        const entry: Opened = { request, listener, sent: [], closes: [], at: this.clock.now() };
        this.opened.push(entry);
        return {
          close: (code) => void entry.closes.push(code),
          send: (text) => {
            entry.sent.push(text);
            return true;
          },
        };
      },
    },
    request: () => {
      if (this.version === 13) throw new TypeError('hunter2');
      return { url: `ws://backend.test/${this.opened.length}` };
    },
    greeting: () => `since ${this.version}`,
    ping: { everyMs: 10_000, text: 'ping' },
    silenceMs: 30_000,
    backoff: { jitter: 0 },
    hear: (text) => {
      if (text === 'bad') return failure('invalid', 'bad');
      if (text === 'worse') throw new RangeError('hunter2');
      this.heard.push(text);
      return undefined;
    },
    closed: (code) => (code === 4003 ? failure('refused', 'no') : failure('unavailable', `closed with ${code}`)),
    told: (news) => this.news.push(news),
  });

  static async open(): Promise<Rig> {
    const rig = new Rig();
    rig.keeper.start();
    await rig.clock.advance(0);
    rig.last.listener.opened();
    return rig;
  }

  get last(): Opened {
    return this.opened.at(-1)!;
  }

  get whys(): (string | undefined)[] {
    return this.news.map((news) => (news.kind === 'down' ? news.why.message : undefined));
  }
}

describe('sync: socket', () => {
  it('connects, greets, and hears', async () => {
    const rig = new Rig();
    rig.keeper.start();
    rig.keeper.start();
    await rig.clock.advance(0);
    expect(rig.opened).to.have.length(1);
    expect(rig.last.sent).to.deep.equal([]);
    rig.last.listener.opened();
    expect(rig.last.sent).to.deep.equal(['since 0']);
    expect(rig.news).to.deep.equal([{ kind: 'open' }]);
    rig.last.listener.message('a');
    expect(rig.heard).to.deep.equal(['a']);
    expect(rig.keeper.send('b')).to.equal(true);
    expect(rig.last.sent).to.deep.equal(['since 0', 'b']);
  });

  it('pings by its interval while it is open, and not after it', async () => {
    const rig = await Rig.open();
    for (let round = 0; round < 6; round++) {
      await rig.clock.advance(10_000);
      rig.last.listener.alive();
    }
    expect(rig.last.sent.slice(1)).to.deep.equal(Array.from({ length: 6 }, () => 'ping'));
    rig.last.listener.ended({ kind: 'closed', code: 1001 });
    await rig.clock.advance(1_000);
    const { sent } = rig.last;
    await rig.clock.advance(20_000);
    expect(sent).to.deep.equal([]);
    expect(rig.opened).to.have.length(2);
  });

  it('takes a connection that brings no frame for one that has ended', async () => {
    const rig = await Rig.open();
    await rig.clock.advance(29_999);
    rig.last.listener.alive();
    await rig.clock.advance(29_999);
    expect(rig.opened).to.have.length(1);
    await rig.clock.advance(1);
    expect(rig.whys).to.deep.equal([undefined, 'the stream was silent for 30 seconds']);
    expect(rig.last.closes).to.have.length(1);
    await rig.clock.advance(1_000);
    expect(rig.opened).to.have.length(2);
  });

  it('asks for what to open and how to greet anew each time', async () => {
    const rig = await Rig.open();
    rig.version = 7;
    rig.last.listener.ended({ kind: 'closed', code: 1000 });
    await rig.clock.advance(1_000);
    rig.last.listener.opened();
    expect([rig.last.request.url, rig.last.sent]).to.deep.equal(['ws://backend.test/1', ['since 7']]);
  });

  for (const [text, why] of [
    ['bad', 'bad'],
    ['worse', 'the stream: a message could not be used (RangeError)'],
  ] as const) {
    it(`closes with 1001 what brings a message that is of no use (${text}), and connects again`, async () => {
      const rig = await Rig.open();
      rig.last.listener.message(text);
      expect(rig.whys).to.deep.equal([undefined, why]);
      expect(rig.news[1]).to.not.have.property('end');
      expect(rig.last.closes[0]).to.equal(1001);
      expect(rig.opened).to.have.length(1);
      await rig.clock.advance(1_000);
      rig.last.listener.opened();
      expect(rig.news.at(-1)).to.deep.equal({ kind: 'open' });
    });
  }

  const ends: [SocketEnd, string, 'seconds' | 'minutes'][] = [
    [{ kind: 'closed', code: 1000 }, 'closed with 1000', 'seconds'],
    [{ kind: 'closed', code: 1005 }, 'closed with 1005', 'seconds'],
    [{ kind: 'closed', code: 4003 }, 'no', 'minutes'],
    [
      { kind: 'refused', status: 401, message: 'm' },
      'the stream: the backend answered 401: it refuses the SDK key',
      'minutes',
    ],
    [{ kind: 'refused', status: 503, message: 'm' }, 'the stream: the backend answered 503', 'seconds'],
    [{ kind: 'failed', problem: 'tls', message: 'm' }, 'the stream: m', 'minutes'],
    [{ kind: 'failed', problem: 'broken', message: 'm' }, 'the stream: m', 'seconds'],
  ];
  for (const [end, why, wait] of ends) {
    it(`tries again in ${wait} after ${JSON.stringify(end)}`, async () => {
      const rig = new Rig();
      rig.keeper.start();
      await rig.clock.advance(0);
      rig.last.listener.ended(end);
      expect(rig.whys).to.deep.equal([why]);
      expect(rig.news[0]).to.have.property('end', end);
      await rig.clock.advance(1_000);
      expect(rig.opened).to.have.length(wait === 'seconds' ? 2 : 1);
      await rig.clock.advance(1_800_000);
      expect(rig.opened).to.have.length(2);
    });
  }

  it('never stops trying', async () => {
    const rig = new Rig();
    rig.keeper.start();
    await rig.clock.advance(0);
    for (let attempt = 1; attempt <= 200; attempt++) {
      expect(rig.opened).to.have.length(attempt);
      rig.last.listener.ended({ kind: 'failed', problem: 'unreachable', message: 'm' });
      await rig.clock.advance(30_000);
    }
  });

  it('survives what cannot even be asked for', async () => {
    const rig = new Rig();
    rig.version = 13;
    rig.keeper.start();
    await rig.clock.advance(0);
    expect(rig.whys).to.deep.equal(['the stream could not be prepared (TypeError)']);
    rig.version = 0;
    await rig.clock.advance(1_000);
    expect(rig.opened).to.have.length(1);
  });

  it('leaves nothing behind when it is stopped, and can be started again', async () => {
    const rig = await Rig.open();
    const { listener } = rig.last;
    rig.keeper.stop();
    rig.keeper.stop();
    expect(rig.last.closes).to.deep.equal([undefined]);
    expect(rig.clock.pending).to.equal(0);
    listener.ended({ kind: 'closed', code: 1000 });
    expect(rig.keeper.send('late')).to.equal(false);
    await rig.clock.advance(100_000);
    expect([rig.opened.length, rig.news.length]).to.deep.equal([1, 1]);
    rig.keeper.start();
    await rig.clock.advance(0);
    rig.last.listener.opened();
    expect(rig.news).to.have.length(2);
  });

  it('can be stopped in the middle of an attempt', async () => {
    const rig = new Rig();
    rig.keeper.start();
    await rig.clock.advance(0);
    rig.keeper.stop();
    expect(rig.last.closes).to.have.length(1);
    await rig.clock.advance(100_000);
    expect([rig.opened.length, rig.clock.pending]).to.deep.equal([1, 0]);
  });
});
