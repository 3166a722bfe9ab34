import type { FlagCell, RuleCell } from './cells.js';
import type { CellTable } from './table.js';

type Referring = FlagCell | RuleCell;

/** Knows which cells are on a circle of references. What it finds out holds until references change. */
export class Circles {
  private readonly table: CellTable;
  private readonly known = new Map<Referring, boolean>();
  private revision = -1;

  constructor(table: CellTable) {
    this.table = table;
  }

  /** Whether what a cell refers to, through any number of steps, leads back to it. */
  holds(cell: Referring): boolean {
    if (cell.references.flags.length === 0 && cell.references.rules.length === 0) return false;
    if (this.revision !== this.table.revision) {
      this.known.clear();
      this.revision = this.table.revision;
    }
    let found = this.known.get(cell);
    if (found === undefined) this.known.set(cell, (found = this.leadsBack(cell)));
    return found;
  }

  private leadsBack(cell: Referring): boolean {
    const seen = new Set<Referring>();
    const waiting = this.next(cell);
    for (let reached = waiting.pop(); reached !== undefined; reached = waiting.pop()) {
      if (reached === cell) return true;
      if (seen.has(reached)) continue;
      seen.add(reached);
      for (const further of this.next(reached)) waiting.push(further);
    }
    return false;
  }

  private next({ references }: Referring): Referring[] {
    const cells: Referring[] = [];
    for (const key of references.flags) {
      const cell = this.table.flags.get(key);
      if (cell !== undefined) cells.push(cell);
    }
    for (const name of references.rules) {
      const cell = this.table.rules.get(name);
      if (cell !== undefined) cells.push(cell);
    }
    return cells;
  }
}
