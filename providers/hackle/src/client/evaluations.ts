import type { Decision, FlagCell } from '@polyflag/core-engine';
import { keptOf } from '../reports/kept.js';
import type { ConfigAnswer } from '../reports/remote-config.js';
import { requestedType } from '../reports/remote-config.js';
import type { DecisionReason } from '../translate/reasons.js';
import { CONTROL } from '../translate/variations.js';
import { isIdentifier } from '../user/identifiers.js';
import { userOf, type User } from '../user/user.js';
import { isKey } from '../wire/read.js';
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

  /** An A/B test; `fallback` is the variation where it decides for none. */
  experiment(method: string, key: unknown, user: unknown, fallback: string): Decision | Refusal {
    try {
      return this.decideExperiment(method, key, user, fallback);
    } catch {
      return this.refuse('EXCEPTION', `${method}: the user cannot be read`);
    }
  }

  /** A feature flag. */
  feature(method: string, key: unknown, user: unknown): Decision | Refusal {
    try {
      return this.decideFeature(method, key, user);
    } catch {
      return this.refuse('EXCEPTION', `${method}: the user cannot be read`);
    }
  }

  /** A remote config parameter. */
  parameter(key: unknown, user: unknown, fallback: unknown): ConfigAnswer | Refusal {
    try {
      return this.decideParameter(key, user, fallback);
    } catch {
      return this.refuse('EXCEPTION', 'remoteConfig: the user cannot be read');
    }
  }

  private decideExperiment(method: string, key: unknown, given: unknown, fallback: string): Decision | Refusal {
    const { runtime } = this.handle;
    const user = isIdentifier(given) ? given : userOf(given);
    if (user === undefined) return this.refuse('INVALID_INPUT', `${method}: nothing identifies the user`);
    if (!isKey(key)) return this.refuse('INVALID_INPUT', `${method}: the key is a positive whole number`);
    if (!this.handle.serving) return this.refuse('SDK_NOT_READY', `${method}: there is no workspace`);
    const cell = runtime.definitions.experiment(key);
    if (cell === undefined) return this.refuse('EXPERIMENT_NOT_FOUND', `there is no A/B test ${String(key)}`);
    return this.decide(cell, user, fallback);
  }

  private decideFeature(method: string, key: unknown, given: unknown): Decision | Refusal {
    const { runtime } = this.handle;
    const user = isIdentifier(given) ? given : userOf(given);
    if (user === undefined) return this.refuse('INVALID_INPUT', `${method}: nothing identifies the user`);
    if (!isKey(key)) return this.refuse('INVALID_INPUT', `${method}: the key is a positive whole number`);
    if (!this.handle.serving) return this.refuse('SDK_NOT_READY', `${method}: there is no workspace`);
    const cell = runtime.definitions.feature(key);
    if (cell === undefined) return this.refuse('FEATURE_FLAG_NOT_FOUND', `there is no feature flag ${String(key)}`);
    return this.decide(cell, user, CONTROL);
  }

  private decideParameter(key: unknown, given: unknown, fallback: unknown): ConfigAnswer | Refusal {
    const { runtime } = this.handle;
    const user = isIdentifier(given) ? given : userOf(given);
    if (user === undefined) return this.refuse('INVALID_INPUT', 'remoteConfig: nothing identifies the user');
    if (typeof key !== 'string') return this.refuse('INVALID_INPUT', 'remoteConfig: the key is a text');
    if (!this.handle.serving) return this.refuse('SDK_NOT_READY', 'remoteConfig: there is no workspace');
    const cell = runtime.definitions.parameter(key);
    if (cell === undefined) {
      const shown = JSON.stringify(key.slice(0, 100));
      return this.refuse('REMOTE_CONFIG_PARAMETER_NOT_FOUND', `there is no remote config parameter ${shown}`);
    }
    const decision = this.ask(cell, user);
    if (decision.error !== undefined) return this.failed(decision);
    const answer = keptOf(decision).answer(requestedType(fallback), fallback);
    runtime.reports?.remoteConfig(decision, answer.body, user, this.asking.nested);
    return answer;
  }

  private decide(cell: FlagCell, user: string | User, fallback: string): Decision | Refusal {
    const decision = this.ask(cell, user, fallback);
    if (decision.error !== undefined) return this.failed(decision);
    this.handle.runtime.reports?.exposure(decision, user, this.asking.nested);
    return decision;
  }

  private ask(cell: FlagCell, user: string | User, fallback?: string): Decision {
    const { set } = this.handle.runtime.definitions;
    if (typeof user === 'string') return this.asking.aboutSingle(set, cell, user, undefined, fallback);
    return this.asking.about(set, cell, user, fallback);
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
