import type { ChangeList, ChangesPage } from '../../wire/changes.js';

/** How far each half has come; -1: nothing yet. */
export interface ChangeNumbers {
  readonly flags: number;
  readonly ruleBasedSegments: number;
}

export const NOTHING_YET: ChangeNumbers = { flags: -1, ruleBasedSegments: -1 };

/** What is to be done with a page. */
export interface PageDecision {
  /** Each half that is no older than what is stored; an older one is left alone (spec §4.4). */
  readonly flags: readonly unknown[];
  readonly ruleBasedSegments: readonly unknown[];
  /** How far it brings us. */
  readonly numbers: ChangeNumbers;
  /** Whether there is another page to ask for. */
  readonly more: boolean;
}

/**
 * Looks at a page beside what is stored (spec §4.4). It goes on until both halves reach what they were asked from; a page
 * that brings neither half further is the last one whatever it says, or a backend that stands still would be asked for ever.
 */
export function decidePage(stored: ChangeNumbers, { flags, ruleBasedSegments }: ChangesPage): PageDecision {
  const numbers = {
    flags: Math.max(stored.flags, flags.till),
    ruleBasedSegments: Math.max(stored.ruleBasedSegments, ruleBasedSegments.till),
  };
  const isAdvanced = numbers.flags > stored.flags || numbers.ruleBasedSegments > stored.ruleBasedSegments;
  return {
    flags: usable(flags, stored.flags),
    ruleBasedSegments: usable(ruleBasedSegments, stored.ruleBasedSegments),
    numbers,
    more: isAdvanced && !(isLast(flags) && isLast(ruleBasedSegments)),
  };
}

function usable({ till, definitions }: ChangeList, stored: number): readonly unknown[] {
  return till < stored ? [] : definitions;
}

function isLast({ since, till }: ChangeList): boolean {
  return till === since;
}
