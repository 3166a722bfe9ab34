import type { FlagCell } from './cells.js';
import type { Decision } from './decision.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** The flag that is referred to is already being evaluated. */
export const CYCLE = Symbol('cycle');

/**
 * Evaluates a flag on behalf of another one, for the same subject and in the same run. The answer holds for the whole run
 * and is remembered, so that flags that share what they refer to cost their number, not the number of ways through them;
 * but on a circle it matters where one enters, and there nothing is remembered.
 *
 * @param remember false where every evaluation must be reported on its own
 */
export function evaluateNested(
  cell: FlagCell,
  subject: Subject,
  state: State,
  fallback: string | undefined,
  remember: boolean,
): Decision | typeof CYCLE {
  const known = remember ? state.recall(cell, fallback) : undefined;
  if (known !== undefined) return known;
  if (cell.path === state.run) return CYCLE;
  state.enter();
  const outerFallback = state.fallback;
  const { path } = cell;
  cell.path = state.run;
  state.fallback = fallback;
  try {
    const decision = cell.decide(subject, state);
    if (remember && !cell.compiler.isOnCircle(cell)) state.remember(cell, decision);
    return decision;
  } finally {
    cell.path = path;
    state.fallback = outerFallback;
    state.leave();
  }
}
