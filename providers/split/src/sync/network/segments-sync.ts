import {
  showName,
  ok,
  Poll,
  type Clock,
  type Follower,
  type RoundOutcome,
  type SyncFailure,
} from '@polyflag/core-engine';
import type { SplitDefinitions } from '../../definitions/definitions.js';
import type { Insistence } from './flag-pages.js';
import { Pursuit } from './pursuit.js';
import type { SegmentsChannel } from './segments-channel.js';

export interface SegmentsSyncOptions {
  readonly clock: Clock;
  readonly channel: SegmentsChannel;
  readonly definitions: SplitDefinitions;
  readonly intervalMs: number;
  readonly problem: (message: string) => void;
}

/** So many segments that cannot be had for one reason are named one by one. */
const NAMED = 10;

/** Keeps every segment that definitions refer to up to date, and remembers which ones are not. */
export class SegmentsSync implements Follower {
  private readonly options: SegmentsSyncOptions;
  private readonly poll: Poll;
  /** What is to be fetched: new, announced in vain, or failed the last time. */
  private readonly behind = new Set<string>();
  /** What was in use when that was looked at last. What is not in use is not followed. */
  private followed: ReadonlySet<string> = new Set();
  private readonly targets = new Map<string, number>();
  private readonly pursuits = new Map<string, Pursuit>();
  private isFollowing = false;

  constructor(options: SegmentsSyncOptions) {
    this.options = options;
    const { clock, intervalMs } = options;
    this.poll = new Poll({
      clock,
      intervalMs,
      round: (signal, why) => {
        if (why === 'interval' && this.isFollowing) this.markAll();
        return this.fetchBehind(signal);
      },
    });
  }

  start(): void {
    this.poll.start();
  }

  stop(): void {
    this.poll.stop();
    this.stopPursuits();
  }

  follow(atOnce?: boolean): void {
    this.isFollowing = true;
    this.poll.follow(atOnce);
  }

  rest(): void {
    this.isFollowing = false;
    this.poll.rest();
  }

  /** Everything once. Resolves when each segment has been tried. */
  all(): Promise<void> {
    this.markAll();
    return this.behind.size === 0 ? Promise.resolve() : this.poll.now();
  }

  /**
   * What has come into use, for the first time or again, and what was never fetched. Resolves when each has been tried.
   */
  missing(): Promise<void> {
    const { channel, definitions } = this.options;
    const before = this.followed;
    const inUse = definitions.segmentsInUse();
    this.followed = new Set(inUse);
    const news = inUse.filter((name) => !(before.has(name) && channel.has(name)) && !this.behind.has(name));
    for (const name of news) this.behind.add(name);
    return news.length === 0 ? Promise.resolve() : this.poll.now();
  }

  /** A change was announced (spec §5.5). A segment that nothing refers to is none of ours. */
  announced(name: string, changeNumber: number): void {
    const { channel, definitions, clock } = this.options;
    const target = Math.max(channel.till(name), this.targets.get(name) ?? -1);
    if (changeNumber <= target || !definitions.segmentsInUse().includes(name)) return;
    this.targets.set(name, changeNumber);
    let pursuit = this.pursuits.get(name);
    if (pursuit === undefined) {
      pursuit = new Pursuit({
        clock,
        target: () => this.targets.get(name) ?? -1,
        isReached: () => channel.till(name) >= (this.targets.get(name) ?? -1),
        fetch: (insistence, signal) => this.fetchAnnounced(name, insistence, signal),
        gaveUp: (why) => this.gaveUp(name, why),
      });
      this.pursuits.set(name, pursuit);
    }
    pursuit.pursue();
  }

  /** Announcements are not followed up any more: everything is asked for by the interval, or the stream begins anew. */
  stopPursuits(): void {
    for (const pursuit of this.pursuits.values()) pursuit.stop();
    this.pursuits.clear();
    this.targets.clear();
  }

  private gaveUp(name: string, why: SyncFailure | undefined): void {
    this.targets.delete(name);
    if (why === undefined) {
      this.options.problem('a change of a segment was announced, and the backend does not know of it; given up');
      return;
    }
    this.behind.add(name);
    this.poll.retryAfter(why);
  }

  private markAll(): void {
    this.followed = new Set(this.options.definitions.segmentsInUse());
    for (const name of this.followed) this.behind.add(name);
  }

  private async fetchBehind(signal: AbortSignal): Promise<RoundOutcome> {
    const inUse = new Set(this.options.definitions.segmentsInUse());
    const names = [...this.behind].filter((name) => inUse.has(name));
    this.behind.clear();
    const failures = new Map<string, SyncFailure>();
    await Promise.all(
      names.map(async (name) => {
        const outcome = await this.options.channel.round(name, {}, signal);
        if (outcome.kind === 'failed') failures.set(name, outcome);
      }),
    );
    const [first] = failures.values();
    if (first === undefined) return ok;
    for (const name of failures.keys()) this.behind.add(name);
    if (!signal.aborted) this.complain(failures);
    // One that cannot be had is asked for again when its time comes; where the backend is away, the back-off decides.
    const isAway = failures.size === names.length && [...failures.values()].every(({ code }) => code !== 'invalid');
    return isAway ? first : { kind: 'ok', incomplete: true };
  }

  private async fetchAnnounced(name: string, insistence: Insistence, signal: AbortSignal): Promise<RoundOutcome> {
    const outcome = await this.options.channel.round(name, insistence, signal);
    if (outcome.kind === 'failed' && !signal.aborted) this.complain(new Map([[name, outcome]]));
    return outcome;
  }

  /**
   * Says which segments cannot be had, which is no reason to hold up the rest (spec §4.5). A backend that has none of ten
   * thousand is one problem.
   */
  private complain(failures: ReadonlyMap<string, SyncFailure>): void {
    const namesByCause = new Map<string, string[]>();
    for (const [name, { message }] of failures) {
      const names = namesByCause.get(message);
      if (names === undefined) namesByCause.set(message, [name]);
      else names.push(name);
    }
    for (const [cause, names] of namesByCause) {
      // In order, so that it is the same text the next time.
      const shown = names.sort().slice(0, NAMED).map(showName);
      if (names.length > NAMED) {
        this.options.problem(`many segments could not be fetched, ${shown[0] ?? ''} for one: ${cause}`);
      } else {
        for (const name of shown) this.options.problem(`the segment ${name} could not be fetched: ${cause}`);
      }
    }
  }
}
