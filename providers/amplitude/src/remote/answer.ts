import {
  decisionOf,
  type Decision,
  type Json,
  type Outcome,
  type Reason,
  type SharedAnswer,
} from '@polyflag/core-engine';
import { malformed, notFound } from '../refusals.js';
import { REMOTE } from '../resolution.js';
import type { ExperimentUser } from '../wire/user.js';
import { isDefault, type Variant } from '../wire/variant.js';

/** How an answer came: asked for, kept, or too old. */
export type From = SharedAnswer<unknown>['from'];

/** What the backend evaluated for one user, and the decisions that come of it, each made when it is first asked for. */
export class Answer {
  readonly user: ExperimentUser;
  private readonly variants: ReadonlyMap<string, Variant | undefined>;
  private readonly decisions = new Map<string, Partial<Record<From, Decision>>>();

  /** @param variants `undefined` for those that cannot be read */
  constructor(user: ExperimentUser, variants: ReadonlyMap<string, Variant | undefined>) {
    this.user = user;
    this.variants = variants;
  }

  /** The decision about a flag. */
  decision(flagKey: string, from: From): Decision {
    const known = this.decisions.get(flagKey);
    const decided = known?.[from];
    if (decided !== undefined) return decided;
    const variant = this.variants.get(flagKey);
    if (variant === undefined) return this.variants.has(flagKey) ? malformed : notFound;
    const made = decide(flagKey, variant, from);
    made.slot.vendor = this;
    if (known === undefined) this.decisions.set(flagKey, { [from]: made });
    else known[from] = made;
    return made;
  }
}

/** The answer that a decision was made from; `undefined`: it was made otherwise. */
export function answerOf({ slot }: Decision): Answer | undefined {
  return slot.vendor instanceof Answer ? slot.vendor : undefined;
}

function decide(flagKey: string, variant: Variant, from: From): Decision {
  return decisionOf({ key: flagKey, kind: REMOTE, info: {} }, outcomeOf(variant), from, reasonOf(variant));
}

/** Members that are no part of a variant are kept beside its metadata. */
function outcomeOf({ key, value, payload, metadata, ...others }: Variant): Outcome {
  return {
    variant: typeof key === 'string' ? key : null,
    value: value ?? null,
    ...(payload === undefined ? {} : { payload: payload as Json }),
    ...(isTable(metadata) ? { metadata: metadata as Record<string, Json> } : {}),
    parameters: others,
  };
}

/** Spec §6.4. */
function reasonOf(variant: Variant): Reason {
  if (isDefault(variant)) return 'DEFAULT';
  const { flagType, segmentName } = variant.metadata ?? {};
  return flagType === 'experiment' && segmentName !== 'individual-inclusions' ? 'SPLIT' : 'TARGETING_MATCH';
}

function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
