import { show } from '../report.js';
import type { Asked } from './asked.js';
import type { Closure } from './closure.js';

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
