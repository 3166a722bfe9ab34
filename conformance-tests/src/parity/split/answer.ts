import type { User } from './users.js';

/** What a caller gets of one evaluation. */
export type Answer = { readonly treatment: string; readonly config: string | null } | { readonly thrown: string };

/** An SDK with definitions, ready to be asked. */
export interface Respondent {
  ask(user: User, flagName: string): Answer;
  /** The answers of all flags in some flag sets. */
  askSets(user: User, flagSets: readonly string[]): unknown;
  close(): Promise<void>;
}

/** What a call gives, or throws. */
export function answerOf(call: () => { readonly treatment: string; readonly config: string | null }): Answer {
  try {
    const { treatment, config } = call();
    return { treatment, config };
  } catch (error) {
    return { thrown: String(error) };
  }
}
