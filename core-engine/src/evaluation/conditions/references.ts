import type { FlagCell, RuleCell, SegmentCell } from '../cells.js';
import type { Decision } from '../decision.js';
import { EvaluationFailure } from '../failure.js';
import { CYCLE, evaluateNested } from '../nested.js';
import { relationOf, type OnProblem } from '../operators.js';
import type { FlagReference, Json, RuleReference } from '../program.js';
import type { Read } from '../sources.js';
import type { SideReport, State } from '../state.js';
import { coercion, joinedText } from '../values.js';
import type { Check } from './check.js';

/** What a source gives is a member of a segment, if it is text. */
export function isMember(cell: SegmentCell, read: Read): Check {
  return (subject, state) => {
    if (cell.keys === undefined) return false;
    const text = joinedText(read(subject, state));
    return text !== undefined && cell.keys.has(text);
  };
}

/** A named condition holds. What it answered holds for the whole run, unless it met itself on its way. */
export function rule(reference: RuleReference, cell: RuleCell): Check {
  const missing =
    reference.missing === 'fail' ? new EvaluationFailure('GENERAL', `there is no rule "${cell.name}"`) : undefined;
  return (subject, state) => {
    if (missing !== undefined && cell.wire === undefined) throw missing;
    const remembers = state.memos === undefined;
    if (remembers && cell.run === state.run) return cell.held;
    if (cell.path === state.run) return false;
    state.enter();
    const { path } = cell;
    cell.path = state.run;
    try {
      const held = cell.check(subject, state);
      if (remembers && !cell.compiler.isOnCircle(cell)) {
        cell.run = state.run;
        cell.held = held;
      }
      return held;
    } finally {
      cell.path = path;
      state.leave();
    }
  };
}

/** Another flag answers in a certain way. */
export function flag(reference: FlagReference, cell: FlagCell, onProblem: OnProblem = () => undefined): Check {
  const holds = comparison(reference, onProblem);
  const negate = reference.negate === true;
  const labels = reference.labels === undefined ? undefined : new Set(reference.labels);
  const reports = reference.report !== undefined && reference.report !== false;
  const remember = reference.once === true || !reports;
  const missing = reference.missing === 'fail' ? absent(cell) : undefined;
  const standsIn = typeof reference.missing === 'object' && holds(reference.missing.standIn) !== negate;
  let circular: EvaluationFailure | undefined;
  // Nearly always it tells the same again.
  let latest: SideReport | undefined;
  return (subject, state) => {
    const decision = evaluateNested(cell, subject, state, reference.fallback, remember);
    if (decision === CYCLE) {
      if (reference.cycle !== 'fail') return false;
      // Kept from the first time on, and not built before it: nearly every reference is ready for a circle, and an error
      // costs more than all the rest of compiling it.
      throw (circular ??= inCircle(cell));
    }
    if (decision.error !== undefined && decision.outcome === undefined && cell.wire !== undefined) {
      // The other flag is there and failed: so does whoever follows from it.
      throw new EvaluationFailure(decision.error.code, decision.error.message);
    }
    const taken = take(decision, reference.take);
    if (taken === undefined) {
      if (missing !== undefined) throw missing;
      return standsIn;
    }
    if (reports && !isTold(reference, decision, state)) {
      if (latest?.decision !== decision) latest = { decision, label: labelOf(reference, decision) };
      state.reports.push(latest);
    }
    if (labels !== undefined && !labels.has(decision.label)) return false;
    return holds(taken) !== negate;
  };
}

/** How what was taken is compared. */
function comparison(
  { in: values, operator, as = 'any' }: FlagReference,
  onProblem: OnProblem,
): (taken: Json) => boolean {
  if (operator === undefined && as === 'any') {
    const wanted = new Set<Json>(values);
    return (taken) => wanted.has(taken);
  }
  const coerce = coercion(as);
  const relation = relationOf(operator ?? 'in', as, values, onProblem);
  return (taken) => {
    const value = coerce(taken);
    return value !== undefined && relation(value);
  };
}

function inCircle({ key }: FlagCell): EvaluationFailure {
  return new EvaluationFailure('GENERAL', `flags refer to each other in a circle, at "${key}"`);
}

function absent({ key }: FlagCell): EvaluationFailure {
  return new EvaluationFailure('GENERAL', `there is no flag "${key}" to refer to`);
}

function take(decision: Decision, what: FlagReference['take']): Json | undefined {
  const outcome = decision.outcome;
  if (outcome === undefined) return undefined;
  return what === 'id' ? outcome.id : outcome[what];
}

/** Whether it was reported in this run, and is to be reported once. */
function isTold({ once }: FlagReference, decision: Decision, state: State): boolean {
  return once === true && state.reports.some((told) => told.decision === decision);
}

/** The label that it is reported with. */
function labelOf({ report: how }: FlagReference, { label }: Decision): string {
  const renamed = typeof how === 'object' && Object.hasOwn(how.labels, label) ? how.labels[label] : undefined;
  return renamed ?? label;
}
