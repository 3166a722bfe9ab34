import type { User } from './users.js';

/** What a caller gets of one evaluation. */
export type Answer = TreatmentWithConfig | { readonly thrown: string };

interface TreatmentWithConfig {
  readonly treatment: string;
  readonly config: string | null;
}

/** An SDK with definitions, ready to be asked. */
export interface Respondent {
  ask(user: User, flagName: string): Answer;
  /** The answers of several flags, by their names. */
  askAll(user: User, flagNames: readonly string[]): Readonly<Record<string, Answer>>;
  /** The answers of all flags in some flag sets, by their names. */
  askSets(user: User, flagSets: readonly string[]): Readonly<Record<string, Answer>>;
  close(): Promise<void>;
}

/** What a call gives, or throws. */
export function answerOf(call: () => TreatmentWithConfig): Answer {
  try {
    const { treatment, config } = call();
    return { treatment, config };
  } catch (error) {
    return { thrown: String(error) };
  }
}
