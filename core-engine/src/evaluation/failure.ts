import { classOf } from '../logging/class-of.js';
import type { DecisionError } from './decision.js';
import { ProgramError } from './program-error.js';
import type { FailCode } from './program.js';

/**
 * Ends an evaluation, up to the next guard or the root. Built when a flag is compiled and thrown many times, so that a
 * flag that fails on every call does not record a stack on every call.
 */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';

  readonly code: FailCode;

  constructor(code: FailCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What is wrong with a definition: it is the vendor's translation that says so, not a caller. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : classOf(error);
}

/** What was thrown, as an error of a decision. It may come from the caller's getters, and be as hostile as they are. */
export function failureOf(error: unknown): DecisionError {
  try {
    if (error instanceof EvaluationFailure) return { code: error.code, message: error.message };
    if (error instanceof ProgramError) return { code: 'GENERAL', message: error.message };
  } catch {
    // It does not even let itself be looked at.
  }
  return { code: 'GENERAL', message: `the evaluation was interrupted (${classOf(error)})` };
}
