import { setImmediate as turn } from 'node:timers/promises';
import type { StepClock } from './step-clock.js';

/** So many turns in which nothing happens mean that nothing will without time passing. */
const CALM = 12;
/** The same where somebody waits for an answer that does not come: beside it there may be answers that do, and are unpacked. */
const CALM_BESIDE_A_STALL = 2_000;
/** And so many real milliseconds, since what is unpacked is so by other threads, whom turns do not wait for. */
const CALM_MS_BESIDE_A_STALL = 50;
/** A condition that has not come true by then, in real milliseconds, does not come true. */
const PATIENCE_MS = 15_000;

/** Time passes for everybody together: the network first has its say, then the clock moves on to what is due next. */
export class Time {
  readonly clock: StepClock;
  /** Whether requests are left without an answer on purpose: they are not waited for. */
  stalls = false;

  private readonly calm: number;

  /** @param calm after so many turns in which nothing happens it is quiet; more where messages go to and fro unseen */
  constructor(clock: StepClock, calm = CALM) {
    this.clock = clock;
    this.calm = calm;
  }

  /** Waits until something is true, while the clock stands still. @throws Error naming it, when it does not become true */
  async until(what: string, isTrue: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!isTrue()) {
      if (Date.now() > end) throw new Error(`in vain: waited until ${what}`);
      await turn();
    }
  }

  /** Waits until no request is under way, or until only those are left that will not be answered. */
  async quiet(): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    let calm = 0;
    let calmSince = Date.now();
    let before = this.clock.arranged;
    const isCalm = (): boolean =>
      this.clock.underWay > 0
        ? calm >= CALM_BESIDE_A_STALL && Date.now() - calmSince >= CALM_MS_BESIDE_A_STALL
        : calm >= this.calm;
    while (!isCalm()) {
      if (Date.now() > end)
        throw new Error(`in vain: waited until all requests were answered; deadlines that run: ${this.clock.shown}`);
      await turn();
      const isMoving = this.clock.arranged !== before || (this.clock.underWay > 0 && !this.stalls);
      before = this.clock.arranged;
      calm = isMoving ? 0 : calm + 1;
      if (isMoving) calmSince = Date.now();
    }
  }

  /** Lets time pass, from one task to the next. */
  async pass(ms: number): Promise<void> {
    await this.go(ms, () => false);
  }

  /** Lets time pass until something is true. @throws Error naming it, when it has not become true in that time */
  async passUntil(what: string, isTrue: () => boolean, mostMs = 120_000): Promise<void> {
    if (!(await this.go(mostMs, isTrue))) throw new Error(`in vain: let ${mostMs} ms pass until ${what}`);
  }

  /** Lets time pass until a promise has settled, and gives what it settled with. */
  async settled<T>(promise: Promise<T>, mostMs = 120_000): Promise<T> {
    let isOver = false;
    const over = (): void => void (isOver = true);
    promise.then(over, over);
    await this.passUntil('a promise settled', () => isOver, mostMs);
    return promise;
  }

  private async go(ms: number, isEnough: () => boolean): Promise<boolean> {
    const { clock } = this;
    const end = clock.now() + ms;
    for (;;) {
      await this.quiet();
      if (isEnough()) return true;
      const next = Math.min(clock.nextAt, end);
      await clock.advance(next - clock.now());
      if (next < end) continue;
      await this.quiet();
      return isEnough();
    }
  }
}
