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
