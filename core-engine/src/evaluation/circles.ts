import type { FlagCell, RuleCell } from './cells.js';
import type { CellTable } from './table.js';

type Referring = FlagCell | RuleCell;

/** A cell on the way, with what it refers to and how far that has been followed. */
interface Visit {
  readonly cell: Referring;
  readonly order: number;
  readonly next: readonly Referring[];
  at: number;
  /** The earliest open cell that can be reached from here. */
  low: number;
}

/**
 * Knows which cells are on a circle of references: those that share a strongly connected component with another cell, or
 * refer to themselves (Tarjan's algorithm, with a stack of its own). What is known holds until references change.
 */
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
    if (!this.known.has(cell)) this.explore(cell);
    return this.known.get(cell) === true;
  }

  private explore(start: Referring): void {
    const open = new Map<Referring, Visit>();
    const component: Visit[] = [];
    const begin = (cell: Referring): Visit => {
      const order = open.size;
      const visit: Visit = { cell, order, next: this.next(cell), at: 0, low: order };
      open.set(cell, visit);
      component.push(visit);
      return visit;
    };
    const way = [begin(start)];
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const reached = here.next[here.at];
      here.at += 1;
      if (reached !== undefined) {
        const met = open.get(reached);
        if (met !== undefined) here.low = Math.min(here.low, met.order);
        else if (!this.known.has(reached)) way.push(begin(reached));
        continue;
      }
      way.pop();
      const before = way.at(-1);
      if (before !== undefined) before.low = Math.min(before.low, here.low);
      if (here.low === here.order) this.close(component.splice(here.order), open);
    }
  }

  private close(component: readonly Visit[], open: Map<Referring, Visit>): void {
    for (const { cell, next } of component) {
      this.known.set(cell, component.length > 1 || next.includes(cell));
      open.delete(cell);
    }
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
