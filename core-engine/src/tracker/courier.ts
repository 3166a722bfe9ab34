import { Backoff } from '../clock/backoff.js';
import { believedWait } from '../clock/believed-wait.js';
import { ProblemLog } from '../logging/problem-log.js';
import { Attempt } from './attempt.js';
import { BatchCutter } from './batch.js';
import { Gate } from './gate.js';
import type { TrackerFigures, TrackerOptions } from './options.js';
import type { Queue } from './queue.js';
import type { Delivery } from './sender.js';
import type { Waiters } from './waiters.js';

type Failure = Extract<Delivery, { kind: 'failed' }>;

/**
 * Carries batches from the queue to the sender, one at a time, and decides from the answer what is next. `proceed` is
 * called whenever something changed; it looks at the whole state and sends if there is reason to.
 */
export class Courier<T> {
  /** Requests made, and those that ended in anything but a delivery. */
  attempts = 0;
  failedAttempts = 0;
  /** Whether it sends without being asked. */
  automatic = false;

  private readonly queue: Queue<T>;
  private readonly waiters: Waiters;
  private readonly options: TrackerOptions<T>;
  private readonly figures: TrackerFigures;
  private readonly name: string;
  private readonly cutter: BatchCutter;
  private readonly backoff: Backoff;
  private readonly gate: Gate;
  private outage: ProblemLog;
  private attempt: Attempt | undefined;
  /** It wants to send up to this number by itself, whether or not that fills a batch. */
  private wanted = -1;
  /** Failed attempts of its own in a row. */
  private failures = 0;
  /** Items dropped as refused since the last delivery. */
  private refusals = 0;

  constructor(queue: Queue<T>, waiters: Waiters, options: TrackerOptions<T>, figures: TrackerFigures) {
    this.queue = queue;
    this.waiters = waiters;
    this.options = options;
    this.figures = figures;
    this.name = options.name ?? 'reports';
    this.cutter = new BatchCutter(figures);
    this.backoff = new Backoff({ ...options.backoff, random: options.random ?? Math.random });
    this.gate = new Gate(options.clock, () => {
      this.proceed();
    });
    this.outage = new ProblemLog(options.logger);
  }

  /** Whether a whole batch waits and nothing stands in its way. */
  get hasFullBatch(): boolean {
    return this.automatic && this.queue.inFlight === 0 && this.gate.isOpen(false) && this.cutter.isFull(this.queue);
  }

  /** Everything that waits now is to go, full batch or not. */
  wantAll(): void {
    this.wanted = this.queue.last;
    this.failures = 0;
    this.proceed();
  }

  /** The next attempt is the last chance: only what the backend itself asked for may delay it. */
  hurry(): void {
    if (!this.gate.ordered) this.gate.open();
  }

  /** Sends the next batch, if there is reason to and nothing forbids it. */
  proceed(): void {
    if (this.queue.inFlight > 0) return;
    const waitMs = this.gate.awaitedWaitMs();
    if (waitMs > 0) this.waiters.stalled(waitMs);

    const awaited = this.queue.oldest <= this.waiters.target;
    const due = awaited || (this.automatic && (this.queue.oldest <= this.wanted || this.cutter.isFull(this.queue)));
    if (due && this.gate.isOpen(awaited)) this.send();
  }

  /** Gives up what is on its way, whose answer is not heard any more, and leaves no timer behind. */
  stop(): void {
    this.gate.open();
    this.attempt?.abort();
    this.attempt = undefined;
  }

  private send(): void {
    const { sender, clock } = this.options;
    const batch = this.queue.take(this.cutter);
    // Once begun, an item is not left to the next interval: it has its attempts first.
    this.wanted = Math.max(this.wanted, this.queue.lastInFlight);
    this.attempts++;
    const attempt = new Attempt(sender, batch, clock, this.figures.requestTimeoutMs);
    this.attempt = attempt;
    void attempt.outcome.then((delivery) => {
      if (this.attempt !== attempt) return;
      this.attempt = undefined;
      this.settle(delivery, batch.length);
      this.proceed();
    });
  }

  /** The queue comes last in each case: it may call the application, which may call back. */
  private settle(delivery: Delivery, size: number): void {
    if (delivery.kind !== 'delivered') this.failedAttempts++;
    switch (delivery.kind) {
      case 'delivered':
        this.failures = 0;
        this.refusals = 0;
        this.backoff.succeeded(this.options.clock.now());
        this.waiters.succeeded();
        this.cutter.done();
        this.queue.delivered();
        break;
      case 'failed':
        this.holdOff(delivery);
        this.countFailure();
        this.queue.returned();
        break;
      case 'credentials-refused':
        this.holdOffForLong(delivery.detail);
        this.countFailure();
        this.queue.returned();
        break;
      case 'batch-refused':
        this.complain('the backend refused a batch, which is sent again in parts', delivery.detail);
        this.refuse(size);
        break;
    }
  }

  private refuse(size: number): void {
    if (size > 1) {
      this.cutter.halve(size);
      this.queue.returned();
      return;
    }
    this.cutter.done();
    // A backend that refuses everything is more likely ill than right: it is not fed the whole queue in one breath.
    const pauseMs = this.backoff.baseMs;
    if (++this.refusals > 1) this.gate.shut({ automaticMs: pauseMs, awaitedMs: pauseMs, ordered: false });
    this.queue.refused();
  }

  private countFailure(): void {
    if (++this.failures >= this.figures.attemptsPerFlush) {
      this.failures = 0;
      this.wanted = -1;
    }
    this.waiters.failed();
  }

  private holdOff({ retryAfterMs, detail }: Failure): void {
    this.noteOutage('delivery failed, they are kept and sent again', detail);
    const ownMs = this.backoff.failed(this.options.clock.now());
    const orderedMs = believedWait(retryAfterMs);
    this.gate.shut({
      automaticMs: Math.max(ownMs, orderedMs),
      // Who calls `flush` wants an attempt: ours may be brought forward, but not to a rate that would hurt.
      awaitedMs: Math.max(Math.min(ownMs, this.backoff.baseMs), orderedMs),
      ordered: orderedMs > 0,
    });
  }

  private holdOffForLong(detail: string | undefined): void {
    this.noteOutage('the backend refused the credentials, they are kept and sent again in some minutes', detail);
    const waitMs = this.backoff.refused(this.options.clock.now());
    this.gate.shut({ automaticMs: waitMs, awaitedMs: waitMs, ordered: false });
  }

  /** A failure after a good run is news, even if its text is not. */
  private noteOutage(text: string, detail: string | undefined): void {
    if (this.backoff.healthy(this.options.clock.now())) this.outage = new ProblemLog(this.options.logger);
    this.complain(text, detail);
  }

  private complain(text: string, detail: string | undefined): void {
    this.outage.warn(`${this.name}: ${text}${detail === undefined ? '' : ` (${detail})`}`);
  }
}
