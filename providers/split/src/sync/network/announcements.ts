import type { Clock, RoundOutcome, SyncFailure } from '@polyflag/core-engine';
import { decodeArrival } from '../../definitions/arrival.js';
import { type SplitDefinitions } from '../../definitions/definitions.js';
import type { SyncObserver } from '../observer.js';
import type { Insistence } from './flag-pages.js';
import type { FlagsChannel } from './flags-channel.js';
import { unpack } from './inline.js';
import type { Kill, Update } from './notification.js';
import { NOTHING_YET, type ChangeNumbers } from './paging.js';
import { Pursuit } from './pursuit.js';

export interface AnnouncementsOptions {
  readonly clock: Clock;
  readonly channel: FlagsChannel;
  readonly definitions: SplitDefinitions;
  readonly observer: SyncObserver;
  readonly fetch: (insistence: Insistence, signal: AbortSignal) => Promise<RoundOutcome>;
  /** Definitions were applied, other than by the channel. */
  readonly applied: (names: readonly string[]) => void;
  /** What was announced could not be had. */
  readonly gaveUp: (why: SyncFailure | undefined) => void;
}

/** What is announced of flags and rule-based segments, and how it comes (spec §5.5): along with it, or by fetching. */
export class Announcements {
  private readonly options: AnnouncementsOptions;
  private readonly pursuit: Pursuit;
  private targets: ChangeNumbers = NOTHING_YET;
  /** Counts the stops: what was announced before one is no longer followed up. */
  private generation = 0;

  constructor(options: AnnouncementsOptions) {
    this.options = options;
    const { clock, channel, fetch, gaveUp } = options;
    this.pursuit = new Pursuit({
      clock,
      fetch,
      target: () => Math.max(...missing(channel.numbers, this.targets)),
      isReached: () => missing(channel.numbers, this.targets).length === 0,
      gaveUp: (why) => {
        this.targets = NOTHING_YET;
        gaveUp(why);
      },
    });
  }

  stop(): void {
    this.generation += 1;
    this.pursuit.stop();
    this.targets = NOTHING_YET;
  }

  update(update: Update): void {
    if (!this.isNews(update)) return;
    if (update.inline === undefined) {
      this.chase(update);
      return;
    }
    const { generation } = this;
    // Behind whatever is being applied now: what it follows on may be just that.
    void this.options.channel
      .exclusively(() => this.applyInline(update, generation))
      .catch(() => false)
      .then((isDone) => {
        if (!isDone && this.generation === generation && this.isNews(update)) this.chase(update);
      });
  }

  /** The flag is killed at once; what else changed with it is fetched. */
  kill({ changeNumber, flag, defaultTreatment }: Kill): void {
    const { channel, definitions, applied } = this.options;
    if (changeNumber <= channel.numbers.flags) return;
    applied(definitions.kill(flag, defaultTreatment, changeNumber));
    this.chase({ half: 'flags', changeNumber });
  }

  /** @returns whether nothing is left to be done */
  private async applyInline({ half, changeNumber, inline }: Update, generation: number): Promise<boolean> {
    const { channel, definitions, observer } = this.options;
    if (this.generation !== generation || changeNumber <= channel.numbers[half]) return true;
    if (inline === undefined || inline.previous !== channel.numbers[half]) return false;
    const definition = unpack(inline);
    if (definition === undefined) return false;
    const nothing = { flags: [], ruleBasedSegments: [] };
    const arrival = await decodeArrival({ ...nothing, [half]: [definition] });
    if (this.generation !== generation) return true;
    const [decoded] = arrival[half];
    if (decoded === undefined) return false;
    // A rule-based segment that is not there was defined in a change that did not reach us.
    if (!decoded.references.rules.every((name) => definitions.hasRuleBasedSegment(name))) return false;
    channel.apply(arrival, { ...channel.numbers, [half]: changeNumber });
    observer.inlineUpdate?.(half);
    return true;
  }

  private isNews({ half, changeNumber }: Pick<Update, 'half' | 'changeNumber'>): boolean {
    return changeNumber > Math.max(this.options.channel.numbers[half], this.targets[half]);
  }

  private chase({ half, changeNumber }: Pick<Update, 'half' | 'changeNumber'>): void {
    if (changeNumber <= this.targets[half]) return;
    this.targets = { ...this.targets, [half]: changeNumber };
    this.pursuit.pursue();
  }
}

/** The targets that are not reached. */
function missing(stored: ChangeNumbers, targets: ChangeNumbers): number[] {
  return (['flags', 'ruleBasedSegments'] as const)
    .filter((half) => stored[half] < targets[half])
    .map((half) => targets[half]);
}
