import type { EvaluationContext } from '@openfeature/core';
import {
  general,
  SharedAnswers,
  type Asked,
  type Decision,
  type Explanation,
  type Shared,
} from '@polyflag/core-engine';
import type { ClientRuntime } from '../client/runtime.js';
import type { ProviderSettings } from '../config/settings.js';
import { userOfContext, type ReadContext } from '../context.js';
import type { Evaluation } from '../evaluation.js';
import { contextUnusable, failedBy, unidentified } from '../refusals.js';
import type { ExperimentUser } from '../wire/user.js';
import type { FetchOptions } from '../wire/vardata.js';
import { readEntries, type Variant } from '../wire/variant.js';
import { Answer, answerOf } from './answer.js';
import { isRetryable, sentenceOf, type FetchFailure } from './failure.js';

/**
 * Flags that the backend evaluates. One fetch brings all flags of a user, and serves everybody who asks about that user
 * meanwhile and for a while after (spec §6.6).
 */
export class RemoteEvaluation implements Evaluation {
  private readonly runtime: ClientRuntime;
  private readonly options: FetchOptions;
  private readonly requireIdentity: boolean;
  private readonly answers: SharedAnswers<Answer, FetchFailure>;
  /** What went wrong last, to be said again when it comes back. */
  private problem: string | undefined;

  constructor(runtime: ClientRuntime, settings: ProviderSettings) {
    this.runtime = runtime;
    const { flagKeys, tracksAssignment, tracksExposure, requireIdentity } = settings;
    this.options = { flagKeys, tracksAssignment, tracksExposure };
    this.requireIdentity = requireIdentity;
    this.answers = new SharedAnswers({
      clock: runtime.clock,
      ttlMs: settings.cacheTtlMillis,
      maxEntries: settings.cacheMaxEntries,
      maxStaleMs: settings.maxStaleMillis,
      cooldownMs: settings.failureCooldownMillis,
      mayPass: isRetryable,
    });
  }

  decide(flagKey: string, context: EvaluationContext): Decision | Promise<Decision> {
    const read = userOfContext(context, this.requireIdentity);
    if (read.kind !== 'user') return refusalOf(read);
    const shared = this.answers.get(read.key, () => this.fetch(read.user));
    return shared instanceof Promise
      ? shared.then((settled) => decisionIn(settled, flagKey))
      : decisionIn(shared, flagKey);
  }

  userOf(decision: Decision): ExperimentUser | undefined {
    return answerOf(decision)?.user;
  }

  /** The backend keeps its reasons to itself: what is told is the decision of an answer that is kept. */
  explain(flagKey: string, context: EvaluationContext): Explanation {
    const read = userOfContext(context, this.requireIdentity);
    if (read.kind !== 'user') return { flag: flagKey, decision: refusalOf(read), steps: [] };
    const answer = this.answers.peek(read.key);
    if (answer === undefined) throw general('the backend decides, and has not been asked about this context yet');
    return { flag: flagKey, decision: answer.decision(flagKey, 'cache'), steps: [] };
  }

  /** Forgets all answers. */
  clear(): void {
    this.answers.clear();
  }

  private async fetch(user: ExperimentUser): Promise<Asked<Answer, FetchFailure>> {
    const outcome = await this.runtime.remote.fetch(user, this.options, readLeniently);
    if (outcome.kind === 'answer') {
      if (this.problem !== undefined) this.runtime.log.forget(this.problem);
      this.problem = undefined;
      return { kind: 'answer', answer: new Answer(user, outcome.answer) };
    }
    if (outcome.kind !== 'stopped') {
      this.problem = `variants cannot be fetched: ${sentenceOf(outcome)}`;
      this.runtime.log.warn(this.problem);
    }
    return { kind: 'failed', failure: outcome };
  }
}

function decisionIn(shared: Shared<Answer, FetchFailure>, flagKey: string): Decision {
  return shared.kind === 'answer' ? shared.answer.decision(flagKey, shared.from) : failedBy(shared.failure);
}

function refusalOf(read: Exclude<ReadContext, { kind: 'user' }>): Decision {
  return read.kind === 'unidentified' ? unidentified : contextUnusable(read.problem);
}

/** One entry that cannot be read costs only its flag (DECISIONS 34). */
function readLeniently(body: unknown): { readonly answer: ReadonlyMap<string, Variant | undefined> } | string {
  const entries = readEntries(body);
  return entries === undefined ? 'the answer is no object of variants' : { answer: entries };
}
