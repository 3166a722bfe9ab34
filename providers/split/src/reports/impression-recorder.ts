import { NEVER, PeriodCounts, Seen, type Clock, type Decision } from '@polyflag/core-engine';
import type { ImpressionsMode } from '../config/split-options.js';
import type { Evaluated } from './evaluated.js';
import type { Impression } from './impression.js';
import type { ImpressionKind } from './impression-kinds.js';
import { ImpressionKinds } from './impression-kinds.js';
import type { UniqueKeys } from './unique-keys.js';

/** How many pairs of impression and key are remembered (§6.3). */
export const OBSERVED = 500_000;
const HOUR = 3_600_000;
/** Rows of counts that may wait: 10,000 flags for four hours. */
const MOST_COUNTS = 40_000;

export interface RecorderParts {
  readonly mode: ImpressionsMode;
  readonly clock: Clock;
  readonly uniqueKeys: UniqueKeys;
  /** Takes an impression that is to be sent. */
  readonly send: (impression: Impression) => void;
  /** Told when a pair of flag and key has come to wait. */
  readonly onUniqueKey: () => void;
  /** How many pairs of impression and key are remembered; default 500,000. */
  readonly observed?: number;
}

/**
 * Decides what becomes of each impression (§6.3): it is sent, counted, or its key is noted.
 *
 * Whether an impression was made before is asked of its decision, which keeps the kind of impression that it makes; the kind
 * keeps its keys. So the everyday evaluation, a repeat, costs one look-up by key, one look at the clock and a counter.
 */
export class ImpressionRecorder {
  /** Impressions that were counted and not sent. */
  deduped = 0;
  readonly counts = new PeriodCounts(HOUR, MOST_COUNTS);
  private readonly kinds: ImpressionKinds;
  private readonly seen: Seen<ImpressionKind>;
  private readonly parts: RecorderParts;
  private readonly clock: Clock;
  private readonly optimized: boolean;

  constructor(parts: RecorderParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.optimized = parts.mode === 'OPTIMIZED';
    this.kinds = new ImpressionKinds(parts.mode === 'NONE');
    this.seen = new Seen<ImpressionKind>(parts.observed ?? OBSERVED, (kind) => {
      this.kinds.forget(kind);
    });
  }

  /** What is remembered of impressions: pairs of kind and key, and kinds. */
  get remembered(): { readonly pairs: number; readonly kinds: number } {
    return { pairs: this.seen.size, kinds: this.kinds.size };
  }

  /** Records an impression of a decision that was answered as it stands, without properties. Never throws. */
  note(decision: Decision, key: string, bucketingKey: string | undefined): void {
    const known = decision.slot.vendor as ImpressionKind | undefined;
    const kind = known?.current === true ? known : this.kinds.ofDecision(decision);
    this.take(kind, key, bucketingKey, this.clock.now());
  }

  /**
   * Records an impression. Never throws.
   *
   * @param time when it is made, in epoch milliseconds
   * @returns when the same impression was made last, in epoch milliseconds, where that is known
   */
  record(evaluated: Evaluated, time: number): number | undefined {
    const { key, bucketingKey, properties } = evaluated;
    const kind = this.kinds.ofEvaluated(evaluated);
    if (properties === undefined || kind.counted) {
      const before = this.take(kind, key, bucketingKey, time);
      return before === NEVER ? undefined : before;
    }
    this.parts.send({ kind, key, bucketingKey, time, pt: undefined, properties: JSON.stringify(properties) });
    return undefined;
  }

  private take(kind: ImpressionKind, key: string, bucketingKey: string | undefined, now: number): number {
    if (kind.counted) {
      this.deduped += 1;
      this.counts.increment(kind.tally.counter, now);
      if (this.parts.uniqueKeys.add(kind.tally, key, now)) this.parts.onUniqueKey();
      return NEVER;
    }
    if (!kind.current) this.kinds.admit(kind);
    const before = this.seen.touch(kind, key, now);
    if (before === NEVER) {
      this.parts.send({ kind, key, bucketingKey, time: now, pt: undefined, properties: undefined });
      return NEVER;
    }
    if (this.optimized) {
      // One that is sent again in a new hour carries its `pt` and is counted too: total = sent without `pt` + counts.
      this.counts.increment(kind.tally.counter, now);
      if (before >= this.counts.periodOf(now)) {
        this.deduped += 1;
        return before;
      }
    }
    this.parts.send({ kind, key, bucketingKey, time: now, pt: before, properties: undefined });
    return before;
  }
}
