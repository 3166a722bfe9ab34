import { failure, Lane, ok, type RoundOutcome } from '@polyflag/core-engine';
import { decodeArrival, type Arrival, type DecodedArrival } from '../../definitions/arrival.js';
import { type SplitDefinitions } from '../../definitions/definitions.js';
import { isGivenUp, nameOf, type Backend } from './backend.js';
import { askForPage, type Insistence } from './flag-pages.js';
import { isRecoveryDue, NEWEST, type SpecState } from './flag-spec.js';
import { decidePage, NOTHING_YET, type ChangeNumbers } from './paging.js';

export interface FlagsChannelOptions {
  readonly backend: Backend;
  readonly definitions: SplitDefinitions;
  /** The base URL that the requests go to. */
  readonly sdkUrl: string;
  readonly flagSets: ReadonlySet<string> | undefined;
  /** Definitions were applied; `names` are the flags whose answers may differ now. */
  readonly applied: (names: readonly string[]) => void;
  /** Part of what arrived cannot be used. */
  readonly problem: (message: string) => void;
}

/** A backend that goes on for so many pages does not come to an end by itself. */
const MOST_PAGES = 1_000;

const GIVEN_UP = failure('unavailable', `${nameOf('flags')}: given up`);

/**
 * Feature flags and rule-based segments, which come together. Whoever changes them, a poll, a push, or a definition that
 * came with its notification, does so here, one at a time.
 */
export class FlagsChannel {
  private readonly options: FlagsChannelOptions;
  private readonly lane = new Lane();
  private stored: ChangeNumbers = NOTHING_YET;
  private spec: SpecState = NEWEST;

  constructor(options: FlagsChannelOptions) {
    this.options = options;
  }

  /** How far each half has come. */
  get numbers(): ChangeNumbers {
    return this.stored;
  }

  /** Asks until there is nothing newer (spec §4.4). Each page counts from the moment it is applied. */
  round(insistence: Insistence, signal: AbortSignal): Promise<RoundOutcome> {
    return this.lane.run(async () => {
      if (isRecoveryDue(this.spec, this.options.backend.clock.now())) {
        const recovered = await this.recover(signal);
        if (recovered !== undefined) return recovered;
      }
      return this.pages(insistence, signal);
    });
  }

  /** Does something to what is stored when nothing else does. */
  exclusively<R>(task: () => R | Promise<R>): Promise<R> {
    return this.lane.run(task);
  }

  /** Applies what came otherwise than by asking. To be called from a task of `exclusively`. */
  apply(arrival: DecodedArrival, numbers: ChangeNumbers): void {
    const { definitions, flagSets } = this.options;
    this.done(arrival, definitions.update(arrival, flagSets), numbers);
  }

  private async pages(insistence: Insistence, signal: AbortSignal): Promise<RoundOutcome> {
    for (let count = 0; count < MOST_PAGES; count++) {
      const answer = await this.ask(insistence, signal);
      if (isGivenUp(signal)) return GIVEN_UP;
      if (answer.kind !== 'page') return answer.kind === 'too new' ? answer.failure : answer;
      const decision = decidePage(this.stored, answer.page);
      const arrival = await decodeArrival(decision);
      if (isGivenUp(signal)) return GIVEN_UP;
      this.apply(arrival, decision.numbers);
      if (!decision.more) return ok;
    }
    return failure('invalid', `${nameOf('flags')}: the backend does not come to an end`);
  }

  /** In the version that is spoken; where that is found to be too new, at once in the older one. */
  private async ask(insistence: Insistence, signal: AbortSignal): ReturnType<typeof askForPage> {
    const { backend, sdkUrl } = this.options;
    const answer = await askForPage(backend, sdkUrl, this.spec.spoken, this.stored, insistence, signal);
    if (answer.kind !== 'too new' || isGivenUp(signal)) return answer;
    const older = await askForPage(backend, sdkUrl, '1.2', this.stored, insistence, signal);
    // Where that is refused as well, the version was not the reason.
    if (older.kind === 'page') this.spec = { spoken: '1.2', since: backend.clock.now() };
    return older;
  }

  /**
   * Asks for everything in the newest version, and starts over with that: what the older one said is not comparable.
   *
   * @returns `undefined` where the newest version is still not understood
   */
  private async recover(signal: AbortSignal): Promise<RoundOutcome | undefined> {
    const { backend, sdkUrl, definitions, flagSets } = this.options;
    const all: { flags: unknown[]; ruleBasedSegments: unknown[] } = { flags: [], ruleBasedSegments: [] };
    let numbers = NOTHING_YET;
    for (let count = 0; count < MOST_PAGES; count++) {
      const answer = await askForPage(backend, sdkUrl, '1.3', numbers, {}, signal);
      if (isGivenUp(signal)) return GIVEN_UP;
      if (answer.kind === 'too new') {
        this.spec = { spoken: '1.2', since: backend.clock.now() };
        return undefined;
      }
      if (answer.kind === 'failed') return answer;
      const decision = decidePage(numbers, answer.page);
      append(all, decision);
      numbers = decision.numbers;
      if (decision.more) continue;
      const arrival = await decodeArrival(all);
      if (isGivenUp(signal)) return GIVEN_UP;
      this.spec = NEWEST;
      this.done(arrival, definitions.resynchronise(arrival, flagSets), numbers);
      return ok;
    }
    return failure('invalid', `${nameOf('flags')}: the backend does not come to an end`);
  }

  private done({ problems }: DecodedArrival, names: readonly string[], numbers: ChangeNumbers): void {
    this.stored = numbers;
    for (const problem of problems) this.options.problem(problem);
    this.options.applied(names);
  }
}

function append(all: { flags: unknown[]; ruleBasedSegments: unknown[] }, page: Arrival): void {
  for (const flag of page.flags) all.flags.push(flag);
  for (const segment of page.ruleBasedSegments) all.ruleBasedSegments.push(segment);
}
