import type { EvaluationContext, FlagValue, FlagValueType } from '@openfeature/core';
import type { Decision } from '../evaluation/decision.js';
import type { ProblemLog } from '../logging/problem-log.js';
import { Answer, failed } from './answer.js';
import { classOf } from '../logging/class-of.js';
import { isCoded, placeOf } from './errors.js';
import type { Details, Face } from './face.js';
import { viewsOf } from './views.js';

/**
 * The one way from a question to details, for every vendor and the four types: decide, type, report, in this order. It never
 * throws and never rejects; for a decision that was asked for before it creates nothing.
 */
export class Resolver {
  private readonly face: Face;
  private readonly log: ProblemLog;

  constructor(face: Face, log: ProblemLog) {
    this.face = face;
    this.log = log;
  }

  resolve(type: FlagValueType, flagKey: string, defaultValue: FlagValue, context: EvaluationContext): Promise<Details> {
    try {
      if (isBlank(flagKey)) return failed('FLAG_NOT_FOUND', 'a flag has a name', flagKey, defaultValue).resolved;
      const decided = this.face.decide(flagKey, context, type, defaultValue);
      if (isLater(decided)) return this.resolveLater(decided, type, flagKey, defaultValue, context);
      return this.answer(decided, type, flagKey, defaultValue, context);
    } catch (error) {
      return this.fail(error, flagKey, defaultValue);
    }
  }

  private async resolveLater(
    deciding: Promise<Decision>,
    type: FlagValueType,
    flagKey: string,
    defaultValue: FlagValue,
    context: EvaluationContext,
  ): Promise<Details> {
    try {
      return await this.answer(await deciding, type, flagKey, defaultValue, context);
    } catch (error) {
      return this.fail(error, flagKey, defaultValue);
    }
  }

  private answer(
    decision: Decision,
    type: FlagValueType,
    flagKey: string,
    defaultValue: FlagValue,
    context: EvaluationContext,
  ): Promise<Details> {
    const { face } = this;
    const parameter = face.parameterOf === undefined ? undefined : face.parameterOf(flagKey);
    let views = viewsOf(decision.slot, face.resolution);
    if (parameter !== undefined) views = views.of(parameter);
    const answer = views.get(type) ?? (views[type] = new Answer(face.resolution(decision, { type, parameter }), type));
    const { details, resolved } = answer.for(flagKey, defaultValue);
    if (face.report !== undefined) {
      try {
        face.report(flagKey, decision, context, details);
      } catch (error) {
        this.log.error(`a report failed: ${placeOf(error)}`);
      }
    }
    return resolved;
  }

  /** The message of a foreign error may hold anything of the caller's: the details name its class only. */
  private fail(error: unknown, flagKey: unknown, defaultValue: FlagValue): Promise<Details> {
    if (isCoded(error)) return failed(error.code, error.message, flagKey, defaultValue).resolved;
    this.log.error(`an evaluation failed: ${placeOf(error)}`);
    return failed('GENERAL', `the evaluation failed (${classOf(error)})`, flagKey, defaultValue).resolved;
  }
}

/** Untyped callers give what they like. Nearly every key is told by its first character. */
function isBlank(flagKey: unknown): boolean {
  if (typeof flagKey !== 'string') return true;
  const first = flagKey.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && flagKey.trim() === '';
}

/** A decision has a slot; a promise of one, of whatever make, has none. */
function isLater(decided: Decision | Promise<Decision>): decided is Promise<Decision> {
  return (decided as Partial<Decision>).slot === undefined;
}
