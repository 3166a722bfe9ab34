import { ManualClock } from '#src/clock/manual-clock.js';
import type { Logger } from '#src/logging/logger.js';
import type { DropReason } from '#src/tracker/drops.js';
import type { TrackerOptions } from '#src/tracker/options.js';
import type { Delivery, Sender } from '#src/tracker/sender.js';
import { Tracker } from '#src/tracker/tracker.js';

export const delivered: Delivery = { kind: 'delivered' };
export const failed: Delivery = { kind: 'failed', detail: 'HTTP 503' };
export const tooLarge: Delivery = { kind: 'batch-refused', detail: 'HTTP 413' };
export const unauthorized: Delivery = { kind: 'credentials-refused', detail: 'HTTP 401' };

/** What a scripted backend does with a request; `hang` never answers. */
export type Answer = Delivery | 'hang' | 'throw' | 'reject' | 'nonsense' | ((batch: readonly Item[]) => Delivery);

/** A report with an id, and a size of its own choosing. */
export interface Item {
  readonly id: number;
  readonly bytes: number;
}

export function item(id: number, bytes = 1): Item {
  return { id, bytes };
}

/** A backend on a script: `answers` in turn, then `otherwise` for good. */
export class Backend implements Sender<Item> {
  readonly batches: number[][] = [];
  readonly times: number[] = [];
  readonly signals: AbortSignal[] = [];
  answers: Answer[] = [];
  otherwise: Answer = delivered;
  onSend: () => void = () => undefined;
  private readonly clock: ManualClock;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  send(batch: readonly Item[], signal: AbortSignal): Promise<Delivery> {
    this.batches.push(batch.map(({ id }) => id));
    this.times.push(this.clock.now());
    this.signals.push(signal);
    this.onSend();
    const answer = this.answers.shift() ?? this.otherwise;
    if (answer === 'throw') throw new TypeError('secret-user-key');
    if (answer === 'reject') return Promise.reject(new Error('secret-user-key'));
    if (answer === 'nonsense') return Promise.resolve({ status: 200 } as unknown as Delivery);
    if (answer === 'hang') return new Promise(() => undefined);
    return Promise.resolve(typeof answer === 'function' ? answer(batch) : answer);
  }

  /** The ids of the items in the order in which they were first sent. */
  get ids(): number[] {
    return [...new Set(this.batches.flat())];
  }
}

/** A logger that keeps its lines. */
export class Lines implements Logger {
  readonly lines: string[] = [];
  readonly error = (...args: unknown[]) => this.lines.push(`error ${args.join(' ')}`);
  readonly warn = (...args: unknown[]) => this.lines.push(`warn ${args.join(' ')}`);
  readonly info = (...args: unknown[]) => this.lines.push(`info ${args.join(' ')}`);
  readonly debug = (...args: unknown[]) => this.lines.push(`debug ${args.join(' ')}`);
}

/** A manual clock that knows which pending timers would hold the process. */
export class HoldingClock extends ManualClock {
  held = 0;

  override schedule(delayMs: number, task: () => void, options?: { readonly hold?: boolean }) {
    let counts = options?.hold === true;
    if (counts) this.held++;
    const release = () => {
      if (counts) this.held--;
      counts = false;
    };
    const timer = super.schedule(delayMs, () => {
      release();
      task();
    });
    return {
      cancel: () => {
        release();
        timer.cancel();
      },
    };
  }
}

export interface Drop {
  readonly count: number;
  readonly reason: DropReason;
  readonly ids: number[] | undefined;
}

/** A tracker of items with a backend on a script, time moved by hand, and every wait at the upper limit of its jitter. */
export function setUp(overrides: Partial<TrackerOptions<Item>> = {}) {
  const clock = new HoldingClock(1_700_000_000_000);
  const start = clock.now();
  const backend = new Backend(clock);
  const logger = new Lines();
  const drops: Drop[] = [];
  const tracker = new Tracker<Item>({
    sender: backend,
    clock,
    logger,
    sizeOf: (one) => one.bytes,
    random: () => 1 - Number.EPSILON,
    onDrop: (count, reason, items) => drops.push({ count, reason, ids: items?.map(({ id }) => id) }),
    maxItems: 10,
    maxBytes: 1_000,
    batchItems: 4,
    batchBytes: 500,
    flushIntervalMs: 60_000,
    attemptsPerFlush: 3,
    requestTimeoutMs: 5_000,
    ...overrides,
  });
  /** Milliseconds of each request since the start. */
  const times = () => backend.times.map((time) => Math.round(time - start));
  const addAll = (from: number, to: number) => {
    for (let id = from; id <= to; id++) tracker.add(item(id));
  };
  return { clock, backend, logger, drops, tracker, times, addAll };
}

/** What a promise has come to by now; `undefined` while it is pending. */
export function watch<V>(promise: Promise<V>): { value: V | undefined } {
  const seen: { value: V | undefined } = { value: undefined };
  void promise.then((value) => (seen.value = value));
  return seen;
}
