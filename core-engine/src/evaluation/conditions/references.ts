import type { FlagCell, RuleCell, SegmentCell } from '../cells.js';
import type { Decision } from '../decision.js';
import { EvaluationFailure } from '../failure.js';
import { CYCLE, evaluateNested } from '../nested.js';
import type { FlagReference, Json, RuleReference } from '../program.js';
import type { Read } from '../sources.js';
import type { State } from '../state.js';
import type { Check } from './check.js';

/** The key is a member of a segment. */
export function keyIsMember(cell: SegmentCell): Check {
  return (subject) => cell.keys !== undefined && cell.keys.has(subject.key);
}

/** What a source gives is a member of a segment, if it is text. */
export function isMember(cell: SegmentCell, read: Read): Check {
  return (subject, state) => {
    const value = read(subject, state);
    return typeof value === 'string' && cell.keys !== undefined && cell.keys.has(value);
  };
}

/** A named condition holds. */
export function rule(reference: RuleReference, cell: RuleCell): Check {
  const missing =
    reference.missing === 'fail' ? new EvaluationFailure('GENERAL', `there is no rule "${cell.name}"`) : undefined;
  return (subject, state) => {
    if (cell.wire === undefined && missing !== undefined) throw missing;
    if (cell.path === state.run) {
      state.cycles += 1;
      return false;
    }
    const { path } = cell;
    cell.path = state.run;
    try {
      return cell.check(subject, state);
    } finally {
      cell.path = path;
    }
  };
}

/** Another flag answers in a certain way. */
export function flag(reference: FlagReference, cell: FlagCell): Check {
  const wanted = new Set<Json | undefined>(reference.in);
  const negate = reference.negate === true;
  const labels = reference.labels === undefined ? undefined : new Set(reference.labels);
  const remember = reference.once === true || reference.report === undefined || reference.report === false;
  const circular = new EvaluationFailure('GENERAL', `flags refer to each other in a circle, at "${cell.key}"`);
  const absent = new EvaluationFailure('GENERAL', `there is no flag "${cell.key}" to refer to`);
  return (subject, state) => {
    const known = remember && cell.run === state.run;
    const decision = evaluateNested(cell, subject, state, reference.fallback, remember);
    if (decision === CYCLE) {
      if (reference.cycle === 'fail') throw circular;
      return false;
    }
    const taken = take(decision, reference.take);
    if (taken === undefined) {
      if (reference.missing === 'false') return false;
      if (reference.missing === 'fail') throw absent;
      return wanted.has(reference.missing.standIn) !== negate;
    }
    if (!known) report(reference, decision, state);
    if (labels !== undefined && !labels.has(decision.label)) return false;
    return wanted.has(taken) !== negate;
  };
}

function take(decision: Decision, what: FlagReference['take']): Json | undefined {
  const outcome = decision.outcome;
  if (outcome === undefined) return undefined;
  return what === 'id' ? outcome.id : outcome[what];
}

function report(reference: FlagReference, decision: Decision, state: State): void {
  if (reference.report === undefined || reference.report === false) return;
  const renamed = reference.report === true ? undefined : reference.report.labels[decision.label];
  state.reports.push({ decision, label: renamed ?? decision.label });
}
