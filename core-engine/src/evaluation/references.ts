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

/**
 * The keys of all flags that are among the cells or follow from them, through flags and rules alike.
 *
 * @param cells to be given away: what follows from them is added
 */
export function affectedFlags(cells: Set<Cell>): string[] {
  const keys: string[] = [];
  // A set that grows while it is gone through hands out what was added as well, each cell once.
  for (const cell of cells) {
    if (cell instanceof FlagCell) keys.push(cell.key);
    if (cell.dependents !== undefined) for (const dependent of cell.dependents) cells.add(dependent);
  }
  return keys;
}
