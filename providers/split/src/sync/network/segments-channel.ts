import { failure, Lane, ok, Slots, type RoundOutcome, type SyncFailure } from '@polyflag/core-engine';
import type { SplitDefinitions } from '../../definitions/definitions.js';
import { isUnreadable, readSegmentPage } from '../../wire/changes.js';
import { ask, isGivenUp, nameOf, type Backend } from './backend.js';
import type { Insistence } from './flag-pages.js';

export interface SegmentsChannelOptions {
  readonly backend: Backend;
  readonly definitions: SplitDefinitions;
  readonly applied: (names: readonly string[]) => void;
}

/** So many segments are asked for at once (spec §4.4). */
const AT_ONCE = 10;

/** A backend that goes on for so many pages does not come to an end by itself. */
const MOST_PAGES = 1_000;

const GIVEN_UP = failure('unavailable', `${nameOf('segments')}: given up`);

/** What is known of one segment. */
interface Progress {
  till: number;
  /** Whether it was fetched to its end, empty or not. */
  isThere: boolean;
  readonly lane: Lane;
}

/** Segments, each with a change number of its own: several at a time, and each one once at a time. */
export class SegmentsChannel {
  private readonly options: SegmentsChannelOptions;
  private readonly slots = new Slots(AT_ONCE);
  private readonly known = new Map<string, Progress>();

  constructor(options: SegmentsChannelOptions) {
    this.options = options;
  }

  /** How far a segment has come; -1: nothing of it is there. */
  till(name: string): number {
    return this.known.get(name)?.till ?? -1;
  }

  /** Whether it has been fetched. */
  has(name: string): boolean {
    return this.known.get(name)?.isThere ?? false;
  }

  /** Asks for one segment until there is nothing newer. */
  round(name: string, insistence: Insistence, signal: AbortSignal): Promise<RoundOutcome> {
    const progress = this.progressOf(name);
    return progress.lane.run(() => this.slots.run(() => this.pages(name, progress, insistence, signal)));
  }

  private async pages(
    name: string,
    progress: Progress,
    { fresh, till: bypass }: Insistence,
    signal: AbortSignal,
  ): Promise<RoundOutcome> {
    const { backend, definitions } = this.options;
    for (let count = 0; count < MOST_PAGES; count++) {
      if (isGivenUp(signal)) return GIVEN_UP;
      const request = backend.requests.segment(name, { since: progress.till, till: bypass, fresh });
      const answer = await ask(backend, 'segments', request, signal);
      if (isGivenUp(signal)) return GIVEN_UP;
      if (answer.kind === 'failed') return answer;
      if (answer.kind === 'status') return failureOfSegment(answer.status);
      const page = readSegmentPage(answer.body);
      if (isUnreadable(page))
        return failure('invalid', `${nameOf('segments')}: the answer cannot be used: ${page.problem}`);
      const { added, removed, till } = page;
      // Older than what is there (spec §4.4).
      if (till < progress.till) return ok;
      this.options.applied(definitions.updateSegment({ name, version: till, added, removed }));
      if (till === progress.till) {
        progress.isThere = true;
        return ok;
      }
      progress.till = till;
    }
    return failure('invalid', `${nameOf('segments')}: the backend does not come to an end`);
  }

  private progressOf(name: string): Progress {
    let progress = this.known.get(name);
    if (progress === undefined) this.known.set(name, (progress = { till: -1, isThere: false, lane: new Lane() }));
    return progress;
  }
}

/** That a segment is missing or withheld says nothing about the SDK key, unlike with flags: they came. */
function failureOfSegment(status: number): SyncFailure {
  const hint = status === 403 ? ': the SDK key may be one for browsers' : '';
  return failure(
    status < 500 ? 'invalid' : 'unavailable',
    `${nameOf('segments')}: the backend answered ${status}${hint}`,
  );
}
