import type { FlagCell } from './cells.js';
import type { Decision } from './decision.js';
import { EvaluationFailure } from './failure.js';
import { DEEPEST_REFERENCE, type State } from './state.js';
import type { Subject } from './subject.js';

/** The flag that is referred to is already being evaluated. */
export const CYCLE = Symbol('cycle');

const tooDeep = new EvaluationFailure(
  'GENERAL',
  `flags refer to each other more than ${String(DEEPEST_REFERENCE)} deep`,
);

/**
 * Evaluates a flag on behalf of another one, for the same subject and in the same run. An answer that did not meet a
 * cycle on its way holds for the whole run and is remembered, so that flags that share what they refer to cost their
 * number, not the number of ways through them.
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
  if (cell.path === state.run) {
    state.cycles += 1;
    return CYCLE;
  }
  if (state.depth >= DEEPEST_REFERENCE) throw tooDeep;
  const outer = state.fallback;
  const { path } = cell;
  const { cycles } = state;
  cell.path = state.run;
  state.fallback = fallback;
  state.depth += 1;
  try {
    const decision = cell.decide(subject, state);
    if (cycles === state.cycles) state.remember(cell, decision);
    return decision;
  } finally {
    cell.path = path;
    state.fallback = outer;
    state.depth -= 1;
  }
}
