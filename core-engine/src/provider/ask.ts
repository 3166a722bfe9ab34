import type { EvaluationContext, FlagValue, FlagValueType, ResolutionDetails } from '@openfeature/core';
import { failed } from './answer.js';
import { classOf } from '../logging/class-of.js';
import type { Code } from './errors.js';
import type { Details } from './face.js';
import type { State } from './lifecycle.js';
import type { Resolver } from './resolve.js';

/** Why nothing is evaluated at present. */
export interface Refusal {
  readonly code: Code;
  readonly message: string;
}

/** What the resolve methods need of the object they are called on. */
interface Asked {
  readonly live: Resolver | undefined;
  readonly refusal: Refusal;
}

const NOT_OURS: Refusal = {
  code: 'PROVIDER_NOT_READY',
  message: 'the provider was replaced during the evaluation, or its method was called without it',
};

/** Asks what evaluates at present. `provider` is whatever the method was called on: a foreign provider, or nothing. */
export function ask<T extends FlagValue>(
  provider: Partial<Asked> | undefined,
  type: FlagValueType,
  flagKey: string,
  defaultValue: T,
  context: EvaluationContext,
): Promise<ResolutionDetails<T>> {
  // The value is of the asked type: `Answer` sees to it. Code and enum have the same texts.
  return answer(provider, type, flagKey, defaultValue, context) as Promise<unknown> as Promise<ResolutionDetails<T>>;
}

function answer(
  provider: Partial<Asked> | undefined,
  type: FlagValueType,
  flagKey: string,
  defaultValue: FlagValue,
  context: EvaluationContext,
): Promise<Details> {
  try {
    const live = provider?.live;
    if (live !== undefined) return live.resolve(type, flagKey, defaultValue, context);
    const { code, message } = provider?.refusal ?? NOT_OURS;
    return failed(code, message, flagKey, defaultValue).resolved;
  } catch (error) {
    return failed('GENERAL', `the evaluation failed (${classOf(error)})`, flagKey, defaultValue).resolved;
  }
}

/** What is answered in a state that evaluates nothing (2.2.7). */
export function refusalOf(state: State): Refusal {
  switch (state.name) {
    case 'fatal':
      return { code: 'PROVIDER_FATAL', message: 'the provider cannot start; the error of its initialization says why' };
    case 'not-ready':
      return { code: 'PROVIDER_NOT_READY', message: 'the provider has not been initialized' };
    case 'starting':
    case 'failed':
    case 'ready':
    case 'stale':
    case 'error':
      return { code: 'PROVIDER_NOT_READY', message: 'the provider has no definitions yet' };
    case 'closing':
    case 'closed':
      return { code: 'PROVIDER_NOT_READY', message: 'the provider is closed' };
  }
}
