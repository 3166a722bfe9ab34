import type { User } from './wire.js';

/** What came of a question: variants by flag key, as JSON has them, or an error. */
export type Answer = Readonly<Record<string, unknown>> | { readonly thrown: string };

/** One of the two that are compared. */
export interface Side {
  /** @param flagKeys default all */
  evaluate(user: User, flagKeys?: readonly string[]): Answer;
}

export function answerOf(ask: () => unknown): Answer {
  try {
    return JSON.parse(JSON.stringify(ask())) as Answer;
  } catch (error) {
    return { thrown: `${(error as Error).name}: ${(error as Error).message}` };
  }
}
