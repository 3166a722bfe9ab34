import type {
  EvaluationContext,
  FlagMetadata,
  FlagValue,
  FlagValueType,
  TrackingEventDetails,
} from '@openfeature/core';
import type { Decision } from '../evaluation/decision.js';
import type { Code } from './errors.js';

/** What one vendor adds to the base, all of it synchronous and free of I/O. */
export interface Face<Trace = unknown> {
  /**
   * Decides one flag. It does not throw; what it throws all the same becomes GENERAL. A promise only where a vendor
   * evaluates remotely.
   *
   * @param flagKey not blank; otherwise whatever the caller gave
   * @param context the merged context; shallowly frozen by the SDK, and the caller's below that
   * @param type what the caller asks for, where that decides which flag is meant
   * @param defaultValue the caller's default, where the vendor's rules want to know it
   */
  decide(
    flagKey: string,
    context: EvaluationContext,
    type: FlagValueType,
    defaultValue: FlagValue,
  ): Decision | Promise<Decision>;

  /** One function for all instances, where that is possible: what is derived from a decision is kept by it. */
  readonly resolution: Resolution;

  /** The part of a flag key that names a parameter of the flag. Absent: flags have none. */
  parameterOf?(flagKey: string): string | undefined;

  /**
   * Reports one evaluation, after it was typed; also one that ended in an error, which `details.errorCode` tells. What it
   * throws is logged and goes no further.
   */
  report?(flagKey: string, decision: Decision, context: EvaluationContext, details: Details): void;

  /** Takes one tracked event (2.7.1). `details` is a copy that may be kept. */
  track?(name: string, context: EvaluationContext, details: TrackingEventDetails): void;

  /** How the decision comes about, for a developer's eyes. */
  explain?(flagKey: string, context: EvaluationContext): Trace;
}

/** What a caller wants of a decision. */
export interface View {
  readonly type: FlagValueType;
  readonly parameter: string | undefined;
}

/** A decision in OpenFeature's terms. Pure: called once per decision and view, and what it gives is kept. */
export type Resolution = (decision: Decision, view: View) => Typed;

/** Undefined and null members, and whatever is no boolean, text or finite number, are left out (2.2.10). */
export type Metadata = Readonly<Record<string, unknown>>;

export type Typed = TypedValue | TypedDefault | TypedError;

/** The flag's value is served (2.2.3). It is frozen where it lies: one that is not ours alone has to be a copy. */
export interface TypedValue {
  readonly kind: 'value';
  readonly value: FlagValue;
  /** Null or absent where the vendor has none (2.2.4). */
  readonly variant?: string | null | undefined;
  readonly reason: string;
  readonly flagMetadata?: Metadata | undefined;
}

/** The caller's default is served, and that is no error: the flag says so, or says nothing. */
export interface TypedDefault {
  readonly kind: 'default';
  readonly variant?: string | null | undefined;
  readonly reason: string;
  readonly flagMetadata?: Metadata | undefined;
}

/** The caller's default is served because of an error (2.2.7). The message gets the flag key in front. */
export interface TypedError {
  readonly kind: 'error';
  readonly code: Code;
  readonly message: string;
  readonly flagMetadata?: Metadata | undefined;
}

/** What the SDK gets (2.2.3 to 2.2.10); frozen. `ResolutionDetails`, with the error code as text. */
export interface Details {
  /** Deeply frozen if it is the flag's, untouched if it is the caller's default. */
  readonly value: FlagValue;
  readonly variant?: string;
  readonly reason: string;
  readonly flagMetadata: Readonly<FlagMetadata>;
  readonly errorCode?: Code;
  readonly errorMessage?: string;
}
