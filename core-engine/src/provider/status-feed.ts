import type { Clock } from '../clock/clock.js';
import type { ProblemLog } from '../logging/problem-log.js';
import type { BackendStatus, StatusListener } from './backend.js';
import type { DefinitionsSink, StaleBy } from './definitions-source.js';
import { asCoded, notReady } from './errors.js';
import { StatusListeners } from './status-listeners.js';
import { ToldOutage } from './told-outage.js';

export interface StatusFeedOptions {
  readonly clock: Clock;
  readonly log: ProblemLog;
  /** For how long definitions may be out of date before that is an error, in milliseconds. */
  readonly errorAfterMillis: number;
}

/** What a backend is to a source that it has started. */
export interface Following {
  /** Whether the backend still follows that source: what another one tells counts no more. */
  readonly isCurrent: () => boolean;
  /** Whether definitions have come. */
  readonly isServing: () => boolean;
  /** They are there now. */
  readonly serve: () => void;
  /** The keys of flags under which names of the set are evaluated; default the names. */
  readonly keysOf?: (names: readonly string[]) => readonly string[];
}

/** What a start is called where it does not succeed, two sentences. */
export interface StartWords {
  /** It failed, and why is said behind a colon. */
  readonly failed: string;
  /** It was overtaken by a close. */
  readonly closed: string;
}

/**
 * What a backend tells of its definitions, to its listeners and, where it is a problem, to the log: made of what a source
 * tells a sink. That all is well comes with the first definitions, and from then on with `fresh` alone: a single change may
 * come through while the rest fails.
 */
export class StatusFeed {
  private readonly options: StatusFeedOptions;
  private readonly listeners = new StatusListeners(() => this.present);
  private readonly outage: ToldOutage;

  constructor(options: StatusFeedOptions) {
    this.options = options;
    this.outage = new ToldOutage({ ...options, tell: (status) => this.listeners.tell(status) });
  }

  /** The outage as it stands, for those who did not hear of it; absent: there is none. */
  get present(): BackendStatus | undefined {
    return this.outage.present;
  }

  /** See `Backend`. */
  subscribe(listener: StatusListener): () => void {
    return this.listeners.add(listener);
  }

  /** Flags may be answered otherwise now. None: nothing is told. */
  changed(flagKeys: readonly string[]): void {
    if (flagKeys.length > 0) this.listeners.tell({ kind: 'changed', flagKeys });
  }

  /** What is served may be out of date. */
  fails(failure: StaleBy): void {
    this.outage.fails({ since: this.options.clock.now(), ...failure });
  }

  /** What is served is up to date, again or still. */
  ends(): void {
    this.outage.ends();
  }

  /** Tells nothing more of an outage: nobody waits for its end. */
  forget(): void {
    this.outage.forget();
  }

  /** Where a source delivers. */
  sinkOf({ isCurrent, isServing, serve, keysOf }: Following): DefinitionsSink {
    return {
      changed: (names) => {
        if (!isCurrent()) return;
        const first = !isServing();
        serve();
        if (first) this.ends();
        else if (names.length > 0) this.changed(keysOf?.(names) ?? names);
      },
      fresh: () => {
        if (isCurrent() && isServing()) this.ends();
      },
      stale: (failure) => {
        if (isCurrent() && isServing()) this.fails(failure);
      },
      problem: (message) => {
        this.options.log.warn(message);
      },
    };
  }

  /**
   * How the start of a source ends, for whoever awaits the backend's. The log hears of a failure.
   *
   * @throws CodedError PROVIDER_NOT_READY when the backend does not follow that source any more
   */
  async outcomeOf(
    started: Promise<void>,
    { isCurrent }: Pick<Following, 'isCurrent'>,
    words: StartWords,
  ): Promise<void> {
    try {
      await started;
    } catch (error) {
      if (!isCurrent()) throw notReady(words.closed);
      const coded = asCoded(error, words.failed);
      this.options.log.error(coded.message);
      throw coded;
    }
    if (!isCurrent()) throw notReady(words.closed);
  }
}
