import type { EvaluationContext } from '@openfeature/core';
import { decisionOf, StatusFeed, type Decision, type Explanation, type StatusListener } from '@polyflag/core-engine';
import type { EvaluateOptions, LocalEvaluation, LocalParts } from '../client/local-evaluation.js';
import { userOfContext } from '../context.js';
import { AmplitudeDefinitions } from '../definitions.js';
import { LocalReports } from '../reports/local-reports.js';
import { FlagSource } from '../sync/flag-source.js';
import { decodeFlags } from '../wire/flags.js';
import type { ExperimentUser } from '../wire/user.js';
import type { Variants } from '../wire/variant.js';
import { Evaluator } from './evaluator.js';

const unready = decisionOf(undefined, undefined, 'not ready', 'ERROR', false, {
  code: 'PROVIDER_NOT_READY',
  message: 'there are no flags yet',
});

const words = {
  failed: 'local evaluation could not be started',
  closed: 'the client was stopped while it was starting',
};

/** Flags that are downloaded and evaluated here: their life, and the ways in and out (spec §4). */
export class LocalRuntime implements LocalEvaluation {
  readonly definitions: AmplitudeDefinitions;
  private readonly parts: LocalParts;
  private readonly reports: LocalReports;
  /** As the vendor's client evaluates. */
  private readonly own: Evaluator;
  /** For OpenFeature: what a user says of his cohorts counts where none are downloaded (DECISIONS 34). */
  private readonly single: Evaluator;
  private readonly feed: StatusFeed;
  private serving = false;
  /** Whether flags came from the backend since the start. */
  private isDownloaded = false;
  private source: FlagSource | undefined;
  private starting: Promise<void> | undefined;

  constructor(parts: LocalParts) {
    this.parts = parts;
    const { settings, clock, log } = parts;
    this.definitions = new AmplitudeDefinitions((problem) => {
      log.warn(problem);
    });
    this.reports = new LocalReports(parts);
    this.own = new Evaluator(this.definitions, true);
    this.single = new Evaluator(this.definitions, settings.cohorts !== undefined);
    this.feed = new StatusFeed({ clock, log, errorAfterMillis: settings.errorAfterMillis });
    this.bootstrap(Object.values(settings.bootstrap));
  }

  start(): Promise<void> {
    return this.isDownloaded ? Promise.resolve() : (this.starting ??= this.begin());
  }

  evaluate(
    user: ExperimentUser,
    flagKeys: readonly string[] | undefined,
    { tracksExposure }: EvaluateOptions,
  ): Variants {
    const evaluated = this.own.evaluate(user, flagKeys);
    const exposes = tracksExposure === true;
    if (this.reports.wants(exposes)) this.reports.evaluated(user, evaluated.raw, exposes);
    return evaluated.variants;
  }

  decide(flagKey: string, context: EvaluationContext): Decision {
    if (!this.serving) return unready;
    const { set } = this.definitions;
    const cell = set.flag(flagKey);
    if (cell === undefined) return set.notFound;
    const decision = this.single.decideFor(cell, context);
    if (decision !== undefined) return decision;
    const read = userOfContext(context);
    if (read.kind !== 'user') return unusable(read.kind === 'unusable' ? read.problem : 'nobody is named');
    return this.single.decide(cell, read.user as Readonly<Record<string, unknown>>);
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    const read = userOfContext(context);
    const user = read.kind === 'user' ? (read.user as Readonly<Record<string, unknown>>) : {};
    return this.single.explain(flagKey, user);
  }

  async flush(deadlineMs: number): Promise<boolean> {
    return this.reports.flush(deadlineMs);
  }

  async close(deadlineMs: number): Promise<void> {
    const { source } = this;
    this.source = undefined;
    this.starting = undefined;
    this.isDownloaded = false;
    this.feed.forget();
    await Promise.all([source?.stop(), this.reports.close(deadlineMs)]);
  }

  subscribe(listener: StatusListener): () => void {
    return this.feed.subscribe(listener);
  }

  private async begin(): Promise<void> {
    const { settings, clock, transport } = this.parts;
    const source = new FlagSource({ settings, clock, transport, definitions: this.definitions });
    this.source = source;
    // Flags that were there from the beginning are no download: those may have been replaced meanwhile.
    const following = {
      isCurrent: () => this.source === source,
      isServing: () => this.isDownloaded,
      serve: () => {
        this.isDownloaded = true;
        this.serving = true;
      },
    };
    await this.feed.outcomeOf(source.start(this.feed.sinkOf(following)), following, words);
  }

  /** Flags to begin with (spec §2.3): they serve the client's own methods and, until others come, nobody waits for them. */
  private bootstrap(flags: readonly unknown[]): void {
    if (flags.length === 0) return;
    const decoded = decodeFlags(flags);
    for (const problem of decoded.problems) this.parts.log.warn(`"bootstrap": ${problem}`);
    this.definitions.replace(decoded);
    this.serving = true;
  }
}

function unusable(problem: string): Decision {
  return decisionOf(undefined, undefined, 'unusable context', 'ERROR', false, {
    code: 'INVALID_CONTEXT',
    message: problem,
  });
}
