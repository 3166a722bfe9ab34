import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { Poll, type PollOptions, type Why } from '#src/sync/poll.js';
import { failure, ok, type RoundOutcome } from '#src/sync/round.js';

/** A poll whose rounds end when the test says so, or at once with what the test put ready. */
class Rig {
  readonly clock = new ManualClock();
  readonly heard: RoundOutcome[] = [];
  readonly begun: { at: number; why: Why; signal: AbortSignal }[] = [];
  /** What rounds come to at once; while it is empty, a round waits for `end`. */
  outcomes: RoundOutcome[] = [];
  underWay = 0;
  mostAtOnce = 0;
  readonly poll: Poll;
  private readonly ends: ((outcome: RoundOutcome) => void)[] = [];

  constructor(options: Partial<PollOptions> = {}) {
    this.poll = new Poll({
      clock: this.clock,
      intervalMs: 1_000,
      random: () => 0,
      round: (signal, why) => this.round(signal, why),
      heard: (outcome) => this.heard.push(outcome),
      ...options,
    });
    this.poll.start();
  }

  get times(): number[] {
    return this.begun.map(({ at }) => at);
  }

  end(outcome: RoundOutcome = ok): Promise<void> {
    this.ends.shift()?.(outcome);
    return this.clock.advance(0);
  }

  private async round(signal: AbortSignal, why: Why): Promise<RoundOutcome> {
    this.begun.push({ at: this.clock.now(), why, signal });
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.underWay);
    const ready = this.outcomes.shift();
    const outcome = ready ?? (await new Promise<RoundOutcome>((resolve) => this.ends.push(resolve)));
    this.underWay -= 1;
    return outcome;
  }
}

const many = (outcome: RoundOutcome): RoundOutcome[] => Array.from({ length: 100 }, () => outcome);
const unavailable = failure('unavailable', 'away');

describe('sync: poll', () => {
  it('does nothing until it is asked', async () => {
    const { clock, begun } = new Rig();
    await clock.advance(1e9);
    expect(begun).to.be.empty;
    expect(clock.pending).to.equal(0);
  });

  it('after a failure stays away for as long as the other side asks, up to half an hour', async () => {
    const rig = new Rig();
    const asking = (retryAfterMs: number): RoundOutcome => ({ ...unavailable, retryAfterMs });
    rig.outcomes = [asking(45_000), asking(7 * 86_400_000)];
    rig.poll.follow();
    await rig.clock.advance(44_999);
    expect(rig.times).to.deep.equal([0]);
    await rig.clock.advance(1 + 1_800_000);
    expect(rig.times).to.deep.equal([0, 45_000, 1_845_000]);
  });

  it('is asked by somebody all the same', async () => {
    const rig = new Rig();
    rig.outcomes = [{ ...unavailable, retryAfterMs: 45_000 }, ok];
    rig.poll.follow();
    await rig.clock.advance(10);
    await rig.poll.now();
    expect(rig.times).to.deep.equal([0, 10]);
  });

  it('asks at once and then by the interval while it follows', async () => {
    const rig = new Rig();
    rig.outcomes = many(ok);
    rig.poll.follow();
    await rig.clock.advance(3_500);
    expect(rig.times).to.deep.equal([0, 1_000, 2_000, 3_000]);
  });

  it('waits for the first interval where it is told to', async () => {
    const rig = new Rig();
    rig.outcomes = many(ok);
    rig.poll.follow(false);
    await rig.clock.advance(2_500);
    expect(rig.times).to.deep.equal([1_000, 2_000]);
  });

  it('adds up to a tenth to the interval, and never shortens it (DECISIONS 24)', async () => {
    for (const [drawn, second] of [
      [0, 1_000],
      [0.5, 1_050],
      [0.999, 1_099.9],
    ] as const) {
      const rig = new Rig({ random: () => drawn });
      rig.outcomes = many(ok);
      rig.poll.follow();
      await rig.clock.advance(1_500);
      expect(rig.times).to.deep.equal([0, second]);
    }
  });

  it('counts the interval from the end of a round, and never has two under way', async () => {
    const rig = new Rig();
    rig.poll.follow();
    await rig.clock.advance(5_000);
    expect(rig.times).to.deep.equal([0]);
    await rig.end();
    await rig.clock.advance(1_000);
    expect(rig.times).to.deep.equal([0, 6_000]);
    expect(rig.mostAtOnce).to.equal(1);
  });

  it('makes one more round for however many ask during one', async () => {
    const rig = new Rig();
    const first = rig.poll.now();
    const later = Promise.all([rig.poll.now(), rig.poll.now(), rig.poll.now()]);
    await rig.clock.advance(0);
    expect(rig.begun).to.have.lengthOf(1);
    await rig.end();
    await first;
    expect(rig.begun).to.have.lengthOf(2);
    await rig.end();
    await later;
    expect(rig.begun).to.have.lengthOf(2);
    expect(rig.mostAtOnce).to.equal(1);
    expect(rig.begun.map(({ why }) => why)).to.deep.equal(['asked', 'asked']);
  });

  it('tries again after a failure by the back-off, at rest as well, until it succeeds', async () => {
    const rig = new Rig({ backoff: { jitter: 0 } });
    rig.outcomes = [unavailable, unavailable, unavailable, ok];
    await rig.poll.now();
    await rig.clock.advance(1e6);
    expect(rig.times).to.deep.equal([0, 1_000, 3_000, 7_000]);
    expect(rig.begun.map(({ why }) => why)).to.deep.equal(['asked', 'retry', 'retry', 'retry']);
    expect(rig.clock.pending).to.equal(0);
  });

  it('waits at most 30 seconds after a failure that may pass', async () => {
    const rig = new Rig({ backoff: { jitter: 0 } });
    rig.outcomes = many(failure('invalid', 'nonsense'));
    await rig.poll.now();
    await rig.clock.advance(600_000);
    const waits = rig.times.slice(1).map((at, index) => at - rig.times[index]!);
    expect(waits.slice(0, 7)).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  for (const code of ['refused', 'untrusted'] as const) {
    it(`waits 5 to 30 minutes where it is ${code}, and never stops for good`, async () => {
      const rig = new Rig();
      rig.outcomes = many(failure(code, 'no'));
      await rig.poll.now();
      await rig.clock.advance(86_400_000);
      const waits = rig.times.slice(1).map((at, index) => at - rig.times[index]!);
      expect(waits.length).to.be.greaterThan(40);
      for (const wait of waits) expect(wait).to.be.within(300_000, 1_800_000);
    });
  }

  it('leaves a try that is due to the back-off when it begins to follow', async () => {
    const rig = new Rig({ backoff: { jitter: 0, baseMs: 500 } });
    rig.outcomes = [unavailable, ok, ok];
    await rig.poll.now();
    rig.poll.follow();
    await rig.clock.advance(1_600);
    expect(rig.times).to.deep.equal([0, 500, 1_500]);
  });

  it('follows no more when it rests', async () => {
    const rig = new Rig();
    rig.outcomes = many(ok);
    rig.poll.follow();
    await rig.clock.advance(1_500);
    rig.poll.rest();
    await rig.clock.advance(100_000);
    expect(rig.times).to.deep.equal([0, 1_000]);
    expect(rig.clock.pending).to.equal(0);
  });

  it('asks once more at the interval, at rest, for what was incomplete', async () => {
    const rig = new Rig();
    rig.outcomes = [{ kind: 'ok', incomplete: true }, ok];
    await rig.poll.now();
    await rig.clock.advance(10_000);
    expect(rig.times).to.deep.equal([0, 1_000]);
  });

  it('takes up a failure of somebody else', async () => {
    const rig = new Rig({ backoff: { jitter: 0 } });
    rig.outcomes = [ok];
    rig.poll.retryAfter(unavailable);
    await rig.clock.advance(10_000);
    expect(rig.times).to.deep.equal([1_000]);
  });

  it('gives a round up when it is stopped, and does not hear of it', async () => {
    const rig = new Rig();
    const asked = rig.poll.now();
    await rig.clock.advance(0);
    rig.poll.stop();
    expect(rig.begun[0]!.signal.aborted).to.be.true;
    await rig.end();
    await asked;
    expect(rig.heard).to.be.empty;
    expect(rig.clock.pending).to.equal(0);
  });

  it('begins again after a stop when the round that was given up has noticed, and hears the new one only', async () => {
    const rig = new Rig();
    void rig.poll.now();
    await rig.clock.advance(0);
    rig.poll.stop();
    rig.poll.start();
    const asked = rig.poll.now();
    await rig.clock.advance(0);
    expect(rig.begun).to.have.lengthOf(1);
    await rig.end(unavailable);
    expect(rig.begun).to.have.lengthOf(2);
    await rig.end(ok);
    await asked;
    expect(rig.heard).to.deep.equal([ok]);
    expect(rig.mostAtOnce).to.equal(1);
  });

  it('may be stopped and started by who hears of a round', async () => {
    const rig: Rig = new Rig({
      heard: () => {
        rig.poll.stop();
        rig.poll.start();
        void rig.poll.now();
      },
    });
    void rig.poll.now();
    await rig.clock.advance(0);
    for (let round = 1; round <= 3; round++) {
      expect(rig.begun).to.have.lengthOf(round);
      await rig.end();
    }
    expect(rig.mostAtOnce).to.equal(1);
  });

  it('answers who asks while it is stopped', async () => {
    const rig = new Rig();
    rig.poll.stop();
    await rig.poll.now();
    expect(rig.begun).to.be.empty;
  });

  it('takes a round that throws as a failure, and shows nothing of it but its class', async () => {
    const rig = new Rig({ round: () => Promise.reject(new TypeError('hunter2')) });
    await rig.poll.now();
    expect(rig.heard).to.deep.equal([failure('invalid', 'the answer could not be used (TypeError)')]);
  });
});
