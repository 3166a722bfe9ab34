import { FlagCell, type Dependent, type RuleCell, type SegmentCell } from './cells.js';

type Cell = FlagCell | RuleCell | SegmentCell;

/** Notes that `dependent` follows from `target`. */
export function retain(target: Cell, dependent: Dependent): void {
  (target.dependents ??= new Set()).add(dependent);
}

/** Forgets it. */
export function release(target: Cell, dependent: Dependent): void {
  target.dependents?.delete(dependent);
  if (target.dependents?.size === 0) target.dependents = undefined;
}

/** The keys of all flags that are among the cells or follow from them, through flags and rules alike. */
export function affectedFlags(cells: Iterable<Cell>): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<Cell>();
  const waiting: Cell[] = [...cells];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (seen.has(cell)) continue;
    seen.add(cell);
    if (cell instanceof FlagCell) keys.add(cell.key);
    for (const dependent of cell.dependents ?? []) waiting.push(dependent);
  }
  return keys;
}
