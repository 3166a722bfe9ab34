import type { Decision } from '@polyflag/core-engine';
import { exposureOf, type ExposureBody, type TargetingRoot } from './bodies.js';
import type { Metric } from './metrics/metric.js';
import { configAnswer, type ConfigAnswer, type RequestedType } from './remote-config.js';

/** What follows from a decision for the vendor's API and its events, made once and kept by the decision. */
export class Kept {
  /** What the methods of the client give. */
  detail: unknown = undefined;
  /** What counts the decision, as it was made. */
  metric: Metric | undefined = undefined;
  /** What counts it where its value is of another type than was asked for. */
  mismatch: Metric | undefined = undefined;
  private readonly decision: Decision;
  private own: { readonly body: ExposureBody | undefined } | undefined = undefined;
  private nested:
    { readonly reason: string; readonly root: TargetingRoot; readonly body: ExposureBody | undefined } | undefined =
    undefined;
  /** The latest request, and what it came to. */
  private requested: RequestedType | undefined = undefined;
  private fallback: unknown = undefined;
  private answered: ConfigAnswer | undefined = undefined;

  constructor(decision: Decision) {
    this.decision = decision;
  }

  /** The exposure of the decision itself; `undefined`: none is sent. */
  get exposure(): ExposureBody | undefined {
    return (this.own ??= { body: exposureOf(this.decision) }).body;
  }

  /** The exposure of the decision on behalf of another; the latest is kept. */
  exposureFor(root: TargetingRoot, reason: string): ExposureBody | undefined {
    const { nested } = this;
    if (nested?.reason === reason && nested.root.id === root.id && nested.root.type === root.type) return nested.body;
    const body = exposureOf(this.decision, reason, root);
    this.nested = { reason, root, body };
    return body;
  }

  /** What it came to for the latest request, if that had the same default. */
  latestAnswer(fallback: unknown): ConfigAnswer | undefined {
    // The other zero is not the same.
    return fallback === this.fallback && fallback !== 0 ? this.answered : undefined;
  }

  /** What a parameter comes to for one request; the latest is kept. */
  answer(type: RequestedType, fallback: unknown, usable = true): ConfigAnswer {
    if (!usable) return configAnswer(this.decision, type, fallback, false);
    const { answered } = this;
    if (answered !== undefined && this.requested === type && Object.is(this.fallback, fallback)) return answered;
    const answer = configAnswer(this.decision, type, fallback);
    // An object may change while it is kept.
    if (typeof fallback === 'object') return answer;
    this.requested = type;
    this.fallback = fallback;
    this.answered = answer;
    return answer;
  }
}

/** What is kept by a decision. */
export function keptOf(decision: Decision): Kept {
  // Only this function writes the slot.
  const kept = decision.slot.vendor as Kept | undefined;
  if (kept !== undefined) return kept;
  const made = new Kept(decision);
  decision.slot.vendor = made;
  return made;
}
