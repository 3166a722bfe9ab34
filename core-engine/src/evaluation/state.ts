import type { Decision } from './decision.js';

/** How deep flags may refer to flags before the evaluation fails: deeper than any real set, shallower than the stack. */
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
  /** In the order in which the nested evaluations ended. */
  readonly reports: SideReport[] = [];

  begin(run: number, fallback: string | undefined): void {
    this.run = run;
    this.fallback = fallback;
    this.depth = 0;
    this.cycles = 0;
    if (this.reports.length > 0) this.reports.length = 0;
  }
}
