import {
  failure,
  failureOfStatus,
  fatal,
  Fallback,
  Health,
  loadPatternEngine,
  notReady,
  ok,
  Poll,
  QuickRetries,
  readAnswer,
  retryAfterMs,
  steadyRetries,
  type Clock,
  type DefinitionsSink,
  type DefinitionsSource,
  type RoundOutcome,
  type StreamNews,
  type SyncFailure,
  type Timer,
  type Transport,
} from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import type { AmplitudeDefinitions } from '../definitions.js';
import type { Cohort } from '../local/cohort-table.js';
import { decodeFlags, InvalidFlags, type DecodedFlags } from '../wire/flags.js';
import { flagsRequest } from '../wire/requests.js';
import { CohortDownload } from './cohort-download.js';
import { CohortSync } from './cohort-sync.js';
import { FlagStream } from './flag-stream.js';

export interface FlagSourceOptions {
  readonly settings: AmplitudeSettings;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly definitions: AmplitudeDefinitions;
}

const WHAT = 'the flags';

/** So often the first download is tried again at once, and after how long, in milliseconds (spec §4.1). */
const QUICK_RETRIES = 4;
const QUICK_RETRY_MS = 1;

/** So long new flags wait for the cohorts that they ask for, in milliseconds; later ones follow when they come. */
const COHORT_PATIENCE = 5_000;

/** Flags from the backend, polled or by stream, with the cohorts that they ask for (spec §4.1 to §4.3). For one start. */
export class FlagSource implements DefinitionsSource {
  private readonly options: FlagSourceOptions;
  private readonly poll: Poll;
  private readonly stream: FlagStream | undefined;
  private readonly fallback: Fallback;
  private readonly cohorts: CohortSync | undefined;
  private readonly health: Health;
  private sink: DefinitionsSink | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  private isServing = false;
  private readonly quickRetries: QuickRetries;
  /** Counts the sets of flags that came: one that is overtaken while it waits for its cohorts is dropped. */
  private arrivals = 0;

  constructor(options: FlagSourceOptions) {
    this.options = options;
    const { settings, clock, transport, definitions } = options;
    this.poll = new Poll({
      clock,
      intervalMs: settings.flagConfigPollingIntervalMillis,
      round: (signal) => this.round(signal),
      heard: (outcome) => this.heard(outcome),
      backoff: steadyRetries(settings.flagConfigPollingIntervalMillis),
    });
    this.quickRetries = new QuickRetries({
      clock,
      times: QUICK_RETRIES,
      afterMs: QUICK_RETRY_MS,
      again: () => void this.poll.now(),
    });
    this.fallback = new Fallback({ polls: [this.poll], catchUp: () => undefined });
    this.stream = settings.streamUpdates
      ? new FlagStream({
          settings,
          transport,
          clock,
          received: (document) => this.received(document),
          told: (news) => this.toldByStream(news),
        })
      : undefined;
    const { cohorts } = settings;
    this.cohorts =
      cohorts === undefined
        ? undefined
        : new CohortSync({
            download: new CohortDownload({ settings, cohorts, transport, clock }),
            clock,
            intervalMillis: cohorts.cohortPollingIntervalMillis,
            wanted: () => definitions.cohorts.wanted,
            find: (id) => definitions.cohorts.find(id),
            put: (found) => this.sink?.changed(definitions.putCohorts(found)),
            problem: (message) => this.sink?.problem(message),
          });
    this.health = new Health(clock, (status) => {
      if (status.kind === 'failing') this.sink?.stale(status);
      else this.sink?.fresh();
    });
  }

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.cohorts?.start();
      this.poll.start();
      if (this.stream === undefined) {
        this.poll.follow();
        return;
      }
      this.fallback.begin();
      this.stream.start();
    });
  }

  stop(): Promise<void> {
    this.quickRetries.stop();
    this.stream?.stop();
    this.poll.stop();
    this.cohorts?.stop();
    this.arrivals += 1;
    this.sink = undefined;
    this.settle?.reject(notReady('the synchronisation was stopped'));
    return Promise.resolve();
  }

  private async round(signal: AbortSignal): Promise<RoundOutcome> {
    const { transport, settings, clock } = this.options;
    const outcome = await transport.request({ ...flagsRequest(settings), signal });
    if (signal.aborted) return failure('unavailable', `${WHAT}: given up`);
    const answer = readAnswer(outcome, WHAT);
    if (answer.kind === 'failed') return answer;
    if (answer.kind === 'status') {
      const wished = outcome.kind === 'response' ? retryAfterMs(outcome, clock.now()) : undefined;
      return failureOfStatus(answer.status, WHAT, wished);
    }
    const decoded = decode(answer.body);
    if ('kind' in decoded) return decoded;
    await this.apply(decoded);
    return ok;
  }

  /** One message of the stream: all flags. */
  private received(document: unknown): SyncFailure | undefined {
    const decoded = decode(document);
    if ('kind' in decoded) return decoded;
    void this.apply(decoded);
    return undefined;
  }

  /** Puts flags into force, in one turn with the cohorts that came for them. */
  private async apply(decoded: DecodedFlags): Promise<void> {
    this.arrivals += 1;
    const mine = this.arrivals;
    const { sink } = this;
    if (decoded.needsPatterns) await loadPatternEngine();
    const late = this.cohorts?.missing(decoded.cohorts.keys());
    const found = late === undefined ? [] : await this.patiently(late);
    if (this.arrivals !== mine || sink === undefined) return;
    const { definitions } = this.options;
    for (const problem of decoded.problems) sink.problem(problem);
    const changed = definitions.replace(decoded);
    const more = found === undefined || found.length === 0 ? [] : definitions.putCohorts(found);
    this.isServing = true;
    sink.changed([...new Set([...changed, ...more])]);
    this.settle?.resolve();
    if (found !== undefined) return;
    const cohorts = (await late) ?? [];
    if (this.sink === sink && cohorts.length > 0) sink.changed(definitions.putCohorts(cohorts));
  }

  /** What comes in time; `undefined`: not all did. */
  private async patiently(cohorts: Promise<readonly Cohort[]>): Promise<readonly Cohort[] | undefined> {
    let timer: Timer | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = this.options.clock.schedule(COHORT_PATIENCE, () => resolve(undefined));
    });
    const found = await Promise.race([cohorts, tooLate]);
    timer?.cancel();
    return found;
  }

  private toldByStream(news: StreamNews): void {
    switch (news.kind) {
      case 'open':
        this.fallback.up();
        this.health.stream('up');
        this.health.succeeded();
        return;
      case 'down':
        this.health.stream('down');
        this.sink?.problem(news.why.message);
        this.fallback.down();
        return;
      case 'over':
        this.fallback.down();
        return;
    }
  }

  private heard(outcome: RoundOutcome): void {
    if (outcome.kind === 'ok') this.health.succeeded();
    else if (this.isServing) this.health.failed(outcome);
    else this.startFailed(outcome);
  }

  private startFailed(failed: SyncFailure): void {
    this.sink?.problem(failed.message);
    if (failed.code === 'refused') this.settle?.reject(fatal(failed.message));
    this.quickRetries.failed(failed);
  }
}

function decode(document: unknown): DecodedFlags | SyncFailure {
  try {
    return decodeFlags(document);
  } catch (error) {
    if (!(error instanceof InvalidFlags)) throw error;
    return failure('invalid', `${WHAT}: what came cannot be used: ${error.message}`);
  }
}
