import type { Rule } from '../../verdict.js';
import type { Answer } from '../side.js';
import type { ConditionWire, Definitions, User } from '../wire.js';

/**
 * A rule by which Polyflag answers although the vendor's SDK answers otherwise (DECISIONS 38), and the same question put to
 * the vendor's SDK so that it makes no difference.
 */
export interface DeliberateDifference extends Rule {
  /** The condition as it has to be put; the same object where the rule has no part in it. */
  rewrite(condition: ConditionWire): ConditionWire;
  /** The same for what a bucket reads; absent: the rule is about conditions only. */
  readonly selector?: (selector: readonly string[]) => readonly string[];
  readonly example: Example;
}

/** The question that shows a rule. */
export interface Example {
  readonly definitions: Definitions;
  readonly user: User;
  /** What the rule says. */
  readonly answer: Answer;
}

/** A flag that is on where a condition holds, alone. */
export function oneFlag(condition: ConditionWire): Definitions {
  const variants = { on: { key: 'on' }, off: { key: 'off' } };
  const segments = [{ conditions: [[condition]], variant: 'on' }, { variant: 'off' }];
  return { flags: [{ key: 'f', variants, segments }], cohorts: [] };
}
