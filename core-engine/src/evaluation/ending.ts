import { decisionOf, type Decision, type DecisionError, type FlagHead } from './decision.js';
import type { Outcome, Reason } from './program.js';

/**
 * How an evaluation ends, whichever flag it is of. What is common to the decisions of many flags: they share it, so that it
 * takes memory once and is in the cache when a flag is asked that is not.
 */
export type Ending = Omit<Decision, 'flag' | 'slot'>;

/** So many endings are shared: flags by the thousand end in the same few ways. */
const MOST_SHARED = 1_000;

const shared = new Map<string, Ending>();

/** An ending without an error. */
export function endingOf(outcome: Outcome | undefined, label: string, reason: Reason, mark = false): Ending {
  const name = `${reason} ${String(mark)} ${outcome?.variant ?? ''} ${label}`;
  const known = shared.get(name);
  if (known !== undefined && known.outcome === outcome) return known;
  const ending: Ending = Object.freeze({ outcome, label, reason, mark, error: undefined });
  if (known === undefined && shared.size < MOST_SHARED) shared.set(name, ending);
  return ending;
}

/** An ending with an error. */
export function failedEnding(outcome: Outcome | undefined, label: string, error: DecisionError): Ending {
  return Object.freeze({ outcome, label, reason: 'ERROR', mark: false, error });
}

/** The decision that an ending makes for a flag; the ending itself where it is one of that flag already. */
export function decisionBy(flag: FlagHead | undefined, ending: Ending): Decision {
  if ('slot' in ending) return ending as Decision;
  const { outcome, label, reason, mark, error } = ending;
  return decisionOf(flag, outcome, label, reason, mark, error);
}
