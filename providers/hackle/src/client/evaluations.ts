import type { Decision, FlagSet } from '@polyflag/core-engine';
import type { Defined } from '../definitions.js';
import { keptOf } from '../reports/kept.js';
import { requestedType, type ConfigAnswer } from '../reports/remote-config.js';
import type { DecisionReason } from '../translate/reasons.js';
import { CONTROL } from '../translate/variations.js';
import { answersInOrder } from '../user/properties.js';
import { propertiesGiven, singleId, userOf, type User } from '../user/user.js';
import { isKey, show } from '../wire/read.js';
import { Asking } from './asking.js';
import type { Handle } from './handle.js';

/** Why there is no decision. */
export type Refusal = Extract<
  DecisionReason,
  | 'SDK_NOT_READY'
  | 'INVALID_INPUT'
  | 'EXPERIMENT_NOT_FOUND'
  | 'FEATURE_FLAG_NOT_FOUND'
  | 'REMOTE_CONFIG_PARAMETER_NOT_FOUND'
  | 'EXCEPTION'
>;

type Kind = 'experiment' | 'feature';

const names = { experiment: 'A/B test', feature: 'feature flag', config: 'remote config parameter' } as const;

const notFound = {
  experiment: 'EXPERIMENT_NOT_FOUND',
  feature: 'FEATURE_FLAG_NOT_FOUND',
  config: 'REMOTE_CONFIG_PARAMETER_NOT_FOUND',
} as const;

/** In characters: what a caller asks for in a metric. */
const LONGEST_NAME = 128;

const unidentified = 'nothing identifies the user';

/**
 * The evaluations of a client: arguments are looked at in the order of spec §3.1, what was decided is reported, and what
 * cannot be decided is said once. Nothing is thrown.
 */
export class Evaluations {
  private readonly handle: Handle;
  private readonly asking = new Asking();

  constructor(handle: Handle) {
    this.handle = handle;
  }

  /** An A/B test or a feature flag; `fallback` is the variation where it decides for none. */
  flag(kind: Kind, method: string, key: unknown, user: unknown, fallback: string): Decision | Refusal {
    const { metrics } = this.handle.runtime;
    if (metrics === undefined) return this.tryFlag(kind, method, key, user, fallback);
    const began = metrics.begin();
    const decided = this.tryFlag(kind, method, key, user, fallback);
    if (typeof decided === 'string') metrics.refused(kind, nameOf(key), decided, fallback, began);
    else metrics.experiment(decided, began);
    return decided;
  }

  /** A remote config parameter. */
  parameter(key: unknown, user: unknown, fallback: unknown): ConfigAnswer | Refusal {
    const { metrics } = this.handle.runtime;
    if (metrics === undefined) return this.tryParameter(key, user, fallback, NaN);
    const began = metrics.begin();
    const answer = this.tryParameter(key, user, fallback, began);
    if (typeof answer === 'string') metrics.refused('config', nameOf(key), answer, CONTROL, began);
    return answer;
  }

  private tryFlag(kind: Kind, method: string, key: unknown, user: unknown, fallback: string): Decision | Refusal {
    try {
      return this.decideFlag(kind, method, key, user, fallback);
    } catch {
      return this.refuse('EXCEPTION', `${method}: the user cannot be read`);
    }
  }

  private tryParameter(key: unknown, user: unknown, fallback: unknown, began: number): ConfigAnswer | Refusal {
    try {
      return this.decideParameter(key, user, fallback, began);
    } catch {
      return this.refuse('EXCEPTION', 'remoteConfig: the user cannot be read');
    }
  }

  private decideFlag(kind: Kind, method: string, key: unknown, given: unknown, fallback: string): Decision | Refusal {
    const { runtime, serving } = this.handle;
    const id = singleId(given);
    const user = id === undefined ? userOf(given, runtime.onIgnored) : undefined;
    if (id === undefined && user === undefined) return this.refuse('INVALID_INPUT', `${method}: ${unidentified}`);
    if (!isKey(key)) return this.refuse('INVALID_INPUT', `${method}: the key is a positive whole number`);
    if (!serving) return this.refuse('SDK_NOT_READY', `${method}: there is no workspace`);
    const found = kind === 'experiment' ? runtime.definitions.experiment(key) : runtime.definitions.feature(key);
    if (found === undefined) return this.refuse(notFound[kind], `${method}: there is no ${names[kind]} ${String(key)}`);
    const decision = this.ask(runtime.definitions.set, found, id, user, given, fallback);
    if (decision.error !== undefined) return this.failed(decision);
    runtime.reports?.exposure(decision, this.asking.nested, user ?? (id as string), given);
    return decision;
  }

  private decideParameter(key: unknown, given: unknown, fallback: unknown, began: number): ConfigAnswer | Refusal {
    const { runtime, serving } = this.handle;
    const id = singleId(given);
    const user = id === undefined ? userOf(given, runtime.onIgnored) : undefined;
    const found = serving && typeof key === 'string' ? runtime.definitions.parameter(key) : undefined;
    if ((id === undefined && user === undefined) || found === undefined) return this.refuseParameter(key, id ?? user);
    const decision = this.ask(runtime.definitions.set, found, id, user, given);
    if (decision.error !== undefined) return this.failed(decision);
    const kept = keptOf(decision);
    const answer = kept.latestAnswer(fallback) ?? kept.answer(requestedType(fallback), fallback);
    runtime.metrics?.parameter(decision, answer.reason, began);
    runtime.reports?.remoteConfig(decision, answer.body, this.asking.nested, user ?? (id as string), given);
    return answer;
  }

  private refuseParameter(key: unknown, whom: unknown): Refusal {
    if (whom === undefined) return this.refuse('INVALID_INPUT', `remoteConfig: ${unidentified}`);
    if (typeof key !== 'string') return this.refuse('INVALID_INPUT', 'remoteConfig: the key is a text');
    if (!this.handle.serving) return this.refuse('SDK_NOT_READY', 'remoteConfig: there is no workspace');
    return this.refuse(notFound.config, `remoteConfig: there is no ${names.config} ${show(key)}`);
  }

  /** About a user who was read, or else about somebody with a single identifier: as he was given, where that may be. */
  private ask(
    set: FlagSet,
    { cell, properties }: Defined,
    id: string | undefined,
    user: User | undefined,
    given: unknown,
    fallback?: string,
  ): Decision {
    if (user === undefined) {
      const own = properties.some ? propertiesGiven(given) : undefined;
      if (own === undefined || answersInOrder(own, properties)) {
        return this.asking.aboutSingle(set, cell, id as string, own, fallback);
      }
    }
    return this.asking.about(set, cell, user ?? (userOf(given) as User), fallback);
  }

  private failed({ flag, error }: Decision): Refusal {
    this.handle.runtime.log.error(`${flag?.key ?? ''} cannot be decided: ${error?.message ?? ''}`);
    return 'EXCEPTION';
  }

  private refuse(reason: Refusal, problem: string): Refusal {
    this.handle.runtime.log.warn(problem);
    return reason;
  }
}

/** What was asked for, as a metric tells it. */
function nameOf(key: unknown): string {
  return typeof key === 'number' || typeof key === 'string' ? String(key).slice(0, LONGEST_NAME) : 'none';
}
