import { show } from '../report.js';
import type { Closure } from './closure.js';

/** A call of a client. What a caller passes is not always what the types promise: that is a part of what is compared. */
export type Asked =
  | {
      readonly call: 'variationDetail';
      readonly key: unknown;
      readonly fallback: string | undefined;
      readonly reads: Reads;
    }
  | { readonly call: 'featureFlagDetail'; readonly key: unknown; readonly reads: Reads }
  | { readonly call: 'remoteConfig'; readonly key: unknown; readonly fallback: unknown };

/** How the parameters of a variation are read: with a default of each type, or with none, which takes any. */
export type Reads = 'typed' | 'any';

/** What both sides are asked. */
export interface Question {
  readonly asked: Asked;
  readonly user: unknown;
  readonly closure: Closure;
}

/** A question with everything that takes part in it, a line each. */
export function describeQuestion({ asked, user, closure }: Question): string[] {
  return [
    show(asked),
    `user ${show(user)}`,
    ...closure.experiments.map((experiment) => `experiment ${JSON.stringify(experiment)}`),
    ...closure.parameters.map((parameter) => `parameter ${JSON.stringify(parameter)}`),
    ...closure.segments.map((segment) => `segment ${JSON.stringify(segment)}`),
    ...closure.containers.map((container) => `container ${JSON.stringify(container)}`),
    ...closure.buckets.map((bucket) => `bucket ${JSON.stringify(bucket)}`),
  ];
}
