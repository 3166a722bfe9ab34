import type { Decision } from './decision.js';
import { EvaluationFailure } from './failure.js';

/** How deep flags may refer to flags before the evaluation fails (DECISIONS 39): deeper than any real set. */
const DEEPEST_REFERENCE = 1_000;

/** Flags that all refer to each other have more ways through them than any machine could walk. */
const MOST_STEPS = 100_000;

const tooMany = new EvaluationFailure('GENERAL', 'definitions refer to each other in circles without end');

const tooDeep = new EvaluationFailure(
  'GENERAL',
  `definitions refer to each other more than ${String(DEEPEST_REFERENCE)} deep`,
);

/** No `goto` leads to the first step: a step leads to later ones only. */
export const NO_JUMP = 0;

/** A nested decision that the vendor wants to hear of, under the label it is reported with. */
export interface SideReport {
  readonly decision: Decision;
  readonly label: string;
}

/** A place for what a run knows of one flag: a cell of the set. What it holds belongs to the run that it names. */
export interface Remembering {
  run: number;
  memo: Decision | undefined;
  memoFallback: string | undefined;
  resultRun: number;
  result: Decision | undefined;
}

/** What one run of the evaluation carries along. Reused from run to run. */
export class State {
  /** Unique per run; a stamp on a cell that equals it belongs to this run. */
  run = 0;
  /** The variant that `caller` acts serve. */
  fallback: string | undefined = undefined;
  /** How many flag references deep this is. */
  depth = 0;
  /** The step that a `goto` leads to, from the act that finds it to the loop that goes on there: nothing runs between. */
  jump = NO_JUMP;
  /** How many references this run has followed. */
  private steps = 0;
  /**
   * What an evaluation that began inside another one remembers of flags: it must not overwrite what the outer one keeps on
   * the cells. Absent for the outer one.
   */
  readonly memos: Map<Remembering, Decision> | undefined;
  private readonly results: Map<Remembering, Decision> | undefined;
  /** In the order in which the nested evaluations ended. */
  readonly reports: SideReport[] = [];

  constructor(memos?: Map<Remembering, Decision>) {
    this.memos = memos;
    this.results = memos === undefined ? undefined : new Map();
  }

  /** What this run knows of a flag already; what was decided with one variant of the caller's holds for that one only. */
  recall(cell: Remembering, fallback?: string): Decision | undefined {
    if (this.memos !== undefined) return fallback === undefined ? this.memos.get(cell) : undefined;
    return cell.run === this.run && cell.memoFallback === fallback ? cell.memo : undefined;
  }

  remember(cell: Remembering, decision: Decision): void {
    if (this.memos !== undefined) {
      if (this.fallback === undefined) this.memos.set(cell, decision);
      return;
    }
    cell.memo = decision;
    cell.memoFallback = this.fallback;
    cell.run = this.run;
  }

  /** What a flag came to that was evaluated first. */
  resultOf(cell: Remembering): Decision | undefined {
    if (this.results !== undefined) return this.results.get(cell);
    return cell.resultRun === this.run ? cell.result : undefined;
  }

  keepResult(cell: Remembering, decision: Decision): void {
    if (this.results !== undefined) {
      this.results.set(cell, decision);
      return;
    }
    cell.result = decision;
    cell.resultRun = this.run;
  }

  /** Goes one reference deeper; whoever does comes back with `leave`. @throws EvaluationFailure when that is too deep */
  enter(): void {
    if (this.depth >= DEEPEST_REFERENCE) throw tooDeep;
    if (this.steps >= MOST_STEPS) throw tooMany;
    this.depth += 1;
    this.steps += 1;
  }

  leave(): void {
    this.depth -= 1;
  }

  begin(run: number, fallback: string | undefined): void {
    this.run = run;
    this.fallback = fallback;
    this.depth = 0;
    this.steps = 0;
    // One by one: to cut a list takes its room away, and the next report would have to make it anew.
    while (this.reports.length > 0) this.reports.pop();
  }
}
