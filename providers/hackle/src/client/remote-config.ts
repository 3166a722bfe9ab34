import type { Json } from '@polyflag/core-engine';
import type { DecisionReason } from '../translate/reasons.js';
import type { Evaluations } from './evaluations.js';

/** The value of a parameter, and how it came about. */
export interface RemoteConfigDetail<T> {
  readonly value: T;
  readonly reason: DecisionReason;
}

/** The remote config parameters for one user (spec §3.5). Nothing is thrown: what cannot be decided is the default. */
export class HackleRemoteConfig {
  readonly #evaluations: Evaluations;
  readonly #user: unknown;

  /** Made by `HackleClient.remoteConfig`. */
  constructor(evaluations: Evaluations, user: unknown) {
    this.#evaluations = evaluations;
    this.#user = user;
  }

  /**
   * The value of a parameter.
   *
   * @param fallback its type is the type that is asked for; null or nothing takes any
   */
  get(key: string, fallback: string): string;
  get(key: string, fallback: number): number;
  get(key: string, fallback: boolean): boolean;
  get(key: string, fallback?: null): Json | null | undefined;
  get(key: string, fallback?: string | number | boolean | null): unknown {
    const answer = this.#evaluations.parameter(key, this.#user, fallback);
    return typeof answer === 'string' ? fallback : answer.value;
  }

  /** As `get`, with the reason. */
  detail<T extends string | number | boolean | null | undefined>(key: string, fallback: T): RemoteConfigDetail<T> {
    const answer = this.#evaluations.parameter(key, this.#user, fallback);
    if (typeof answer === 'string') return { value: fallback, reason: answer };
    return { value: answer.value as T, reason: answer.reason };
  }
}
