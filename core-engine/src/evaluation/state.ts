import type { FlagCell } from './cells.js';
import type { Decision } from './decision.js';

/** How deep flags may refer to flags before the evaluation fails (DECISIONS 39): deeper than any real set. */
export const DEEPEST_REFERENCE = 1_000;

/** A nested decision that the vendor wants to hear of, under the label it is reported with. */
export interface SideReport {
  readonly decision: Decision;
  readonly label: string;
}

/** What one run of the evaluation carries along. Reused from run to run. */
export class State {
  /** Unique per run; a stamp on a cell that equals it belongs to this run. */
  run = 0;
  /** The variant that `caller` acts serve. */
  fallback: string | undefined = undefined;
  /** How many flag references deep this is. */
  depth = 0;
  /** How many references led back to a flag under evaluation; a result that met one is not remembered. */
  cycles = 0;
  /**
   * What an evaluation that began inside another one remembers of flags: it must not overwrite what the outer one keeps on
   * the cells. Absent for the outer one.
   */
  readonly memos: Map<FlagCell, Decision> | undefined;
  /** In the order in which the nested evaluations ended. */
  readonly reports: SideReport[] = [];

  constructor(memos?: Map<FlagCell, Decision>) {
    this.memos = memos;
  }

  /** What this run knows of a flag already; what was decided with one variant of the caller's holds for that one only. */
  recall(cell: FlagCell, fallback?: string): Decision | undefined {
    if (this.memos !== undefined) return fallback === undefined ? this.memos.get(cell) : undefined;
    return cell.run === this.run && cell.memoFallback === fallback ? cell.memo : undefined;
  }

  remember(cell: FlagCell, decision: Decision): void {
    if (this.memos !== undefined) {
      if (this.fallback === undefined) this.memos.set(cell, decision);
      return;
    }
    cell.memo = decision;
    cell.memoFallback = this.fallback;
    cell.run = this.run;
  }

  begin(run: number, fallback: string | undefined): void {
    this.run = run;
    this.fallback = fallback;
    this.depth = 0;
    this.cycles = 0;
    if (this.reports.length > 0) this.reports.length = 0;
  }
}
