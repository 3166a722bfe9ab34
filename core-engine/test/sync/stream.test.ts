import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { failure } from '#src/sync/round.js';
import { StreamKeeper, type Line, type Prepared, type StreamNews } from '#src/sync/stream.js';

/** A stream of which the test plays the other side. */
class Rig {
  readonly clock = new ManualClock();
  readonly news: StreamNews[] = [];
  readonly lines: { ticket: string; line: Line; isClosed: boolean; at: number }[] = [];
  readonly signals: AbortSignal[] = [];
  /** What preparations come to; while it is empty, one waits for `grant`. */
  prepared: Prepared<string>[] = [];
  readonly keeper: StreamKeeper<string>;
  private readonly grants: ((prepared: Prepared<string>) => void)[] = [];

  constructor(throws = false) {
    this.keeper = new StreamKeeper<string>({
      clock: this.clock,
      silenceMs: 70_000,
      backoff: { jitter: 0 },
      prepare: async (signal) => {
        this.signals.push(signal);
        const ready = this.prepared.shift();
        return ready ?? (await new Promise<Prepared<string>>((resolve) => this.grants.push(resolve)));
      },
      open: (ticket, line) => {
        if (throws) throw new TypeError('hunter2');
        const entry = { ticket, line, isClosed: false, at: this.clock.now() };
        this.lines.push(entry);
        return { close: () => (entry.isClosed = true) };
      },
      told: (news) => this.news.push(news),
    });
  }

  /** Started, and open. */
  static async open(renewAfterMs?: number): Promise<Rig> {
    const rig = new Rig();
    rig.keeper.start();
    await rig.grant('first', renewAfterMs);
    rig.last.line.opened();
    return rig;
  }

  get last(): Rig['lines'][number] {
    return this.lines.at(-1)!;
  }

  get kinds(): string[] {
    return this.news.map(({ kind }) => kind);
  }

  get openLines(): string[] {
    return this.lines.filter(({ isClosed }) => !isClosed).map(({ ticket }) => ticket);
  }

  grant(ticket: string, renewAfterMs?: number): Promise<void> {
    return this.answer({ kind: 'ready', ticket, renewAfterMs });
  }

  answer(prepared: Prepared<string>): Promise<void> {
    this.grants.shift()!(prepared);
    return this.clock.advance(0);
  }
}

const away = failure('unavailable', 'away');

describe('sync: stream', () => {
  it('prepares, connects, and tells that it is open', async () => {
    const rig = new Rig();
    rig.keeper.start();
    rig.keeper.start();
    expect(rig.lines).to.be.empty;
    await rig.grant('ticket');
    expect(rig.last.ticket).to.equal('ticket');
    expect(rig.news).to.be.empty;
    rig.last.line.opened();
    rig.last.line.opened();
    expect(rig.kinds).to.deep.equal(['open']);
    expect(rig.signals).to.have.lengthOf(1);
  });

  it('takes another connection, by the back-off, when one has ended, each with a ticket of its own', async () => {
    const rig = await Rig.open();
    rig.prepared = [{ kind: 'ready', ticket: 'second' }];
    rig.last.line.ended(away);
    expect(rig.news.at(-1)).to.deep.equal({ kind: 'down', why: away });
    expect(rig.openLines).to.be.empty;
    await rig.clock.advance(999);
    expect(rig.lines).to.have.lengthOf(1);
    await rig.clock.advance(1);
    expect(rig.last.ticket).to.equal('second');
    rig.last.line.opened();
    expect(rig.kinds).to.deep.equal(['open', 'down', 'open']);
  });

  it('grows the waits while openings fail, and begins small only after a good minute', async () => {
    const rig = await Rig.open();
    rig.prepared = Array.from({ length: 20 }, () => ({ kind: 'ready', ticket: 'again' }) as const);
    for (const wait of [1_000, 2_000, 4_000]) {
      const ended = rig.clock.now();
      rig.last.line.ended(away);
      await rig.clock.advance(wait);
      expect(rig.last.at - ended).to.equal(wait);
      rig.last.line.opened();
    }
    await rig.clock.advance(60_000);
    const ended = rig.clock.now();
    rig.last.line.ended(away);
    await rig.clock.advance(1_000);
    expect(rig.last.at - ended).to.equal(1_000);
  });

  it('waits for minutes where it is refused, and tries again', async () => {
    const rig = new Rig();
    const refused = failure('refused', 'no');
    rig.prepared = [refused, refused, { kind: 'ready', ticket: 'late' }];
    rig.keeper.start();
    await rig.clock.advance(299_999);
    expect(rig.kinds).to.deep.equal(['down']);
    await rig.clock.advance(4_000_000);
    expect(rig.kinds).to.deep.equal(['down', 'down']);
    expect(rig.last.ticket).to.equal('late');
  });

  it('takes a stream without a byte for too long as ended', async () => {
    const rig = await Rig.open();
    await rig.clock.advance(69_999);
    rig.last.line.alive();
    await rig.clock.advance(69_999);
    expect(rig.kinds).to.deep.equal(['open']);
    await rig.clock.advance(1);
    expect(rig.news.at(-1)).to.deep.equal({
      kind: 'down',
      why: failure('unavailable', 'the stream was silent for 70 seconds'),
    });
    expect(rig.openLines).to.be.empty;
  });

  it('hears nothing of a connection that has ended', async () => {
    const rig = await Rig.open();
    const { line } = rig.last;
    line.ended(away);
    line.ended(away);
    line.opened();
    line.alive();
    expect(rig.kinds).to.deep.equal(['open', 'down']);
    expect(rig.clock.pending).to.equal(1);
  });

  it('keeps the old connection while it prepares a renewal, and then changes over', async () => {
    const rig = await Rig.open(500_000);
    for (let at = 0; at < 500_000; at += 50_000) {
      await rig.clock.advance(50_000);
      rig.last.line.alive();
    }
    expect(rig.openLines).to.deep.equal(['first']);
    expect(rig.signals).to.have.lengthOf(2);
    await rig.grant('second');
    expect(rig.openLines).to.deep.equal(['second']);
    expect(rig.kinds).to.deep.equal(['open']);
    rig.last.line.opened();
    expect(rig.kinds).to.deep.equal(['open', 'open']);
  });

  it('keeps the old connection where a renewal fails, and tries again', async () => {
    const rig = await Rig.open();
    rig.keeper.renew();
    await rig.answer(away);
    expect(rig.kinds).to.deep.equal(['open']);
    expect(rig.openLines).to.deep.equal(['first']);
    await rig.clock.advance(1_000);
    await rig.grant('second');
    expect(rig.openLines).to.deep.equal(['second']);
  });

  it('makes one attempt at a time when a connection ends during its renewal', async () => {
    const rig = await Rig.open();
    rig.keeper.renew();
    rig.keeper.renew();
    rig.last.line.ended(away);
    await rig.clock.advance(100_000);
    expect(rig.signals).to.have.lengthOf(2);
    await rig.grant('second');
    expect(rig.openLines).to.deep.equal(['second']);
    await rig.clock.advance(100_000);
    expect(rig.signals).to.have.lengthOf(2);
  });

  it('gives a connection up that its owner has no use for', async () => {
    const rig = await Rig.open();
    rig.keeper.abandon(away);
    expect(rig.openLines).to.be.empty;
    expect(rig.kinds).to.deep.equal(['open', 'down']);
    rig.keeper.abandon(away);
    expect(rig.kinds).to.deep.equal(['open', 'down']);
  });

  it('is over where the other side wants no streams', async () => {
    const rig = new Rig();
    rig.keeper.start();
    await rig.answer({ kind: 'over', message: 'none' });
    await rig.clock.advance(1e9);
    expect(rig.news).to.deep.equal([{ kind: 'over', message: 'none' }]);
    expect(rig.clock.pending).to.equal(0);
  });

  it('leaves nothing behind when it is stopped, and can be started again', async () => {
    const rig = await Rig.open(1_000);
    rig.keeper.stop();
    expect(rig.openLines).to.be.empty;
    expect(rig.clock.pending).to.equal(0);
    rig.last.line.ended(away);
    rig.keeper.start();
    expect(rig.signals.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
    await rig.grant('second');
    expect(rig.last.ticket).to.equal('second');
    expect(rig.kinds).to.deep.equal(['open']);
  });

  it('does not open what was prepared before a stop', async () => {
    const rig = new Rig();
    rig.keeper.start();
    rig.keeper.stop();
    rig.keeper.start();
    await rig.grant('late');
    expect(rig.lines).to.be.empty;
    await rig.grant('in time');
    expect(rig.openLines).to.deep.equal(['in time']);
  });

  it('takes an opener that throws as a failure, and shows nothing of it but its class', async () => {
    const rig = new Rig(true);
    rig.prepared = [{ kind: 'ready', ticket: 'x' }];
    rig.keeper.start();
    await rig.clock.advance(0);
    expect(rig.news).to.deep.equal([
      { kind: 'down', why: failure('unavailable', 'the stream could not be opened (TypeError)') },
    ]);
    expect(rig.clock.pending).to.equal(1);
  });
});
