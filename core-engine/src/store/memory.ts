import type { FlagCell, RuleCell, SegmentCell } from '../evaluation/cells.js';
import { affectedFlags } from '../evaluation/references.js';
import type { FlagSet } from '../evaluation/set.js';
import type { Definition } from '../evaluation/table.js';
import { Removals } from './removals.js';
import { isComparable, same } from './comparable.js';

/** A set of keys under its name. */
export interface Segment {
  readonly name: string;
  readonly version: number;
  readonly keys: ReadonlySet<string>;
}

/** What became of a set of keys since it was fetched last. One that was not there counts as empty. */
export interface SegmentChange {
  readonly name: string;
  readonly version: number;
  readonly added: readonly string[];
  /** Where a key is in both lists, it is removed. */
  readonly removed: readonly string[];
}

/**
 * What arrives from a source. A table that is named is replaced whole; single entries are put or removed. An entry whose
 * version is lower than the stored one's is ignored, unless the change says `reset`.
 */
export interface Change {
  readonly flags?: TableChange<Definition>;
  readonly rules?: TableChange<Definition>;
  readonly segments?: TableChange<Segment>;
  /** Applied after `segments`. */
  readonly segmentChanges?: readonly SegmentChange[];
  /**
   * An explicit full resynchronisation: a file read again, a backend that started over. Versions are taken as they come
   * (DECISIONS 25: within one session they never go back).
   */
  readonly reset?: boolean;
}

export type TableChange<T> =
  { readonly replace: readonly T[] } | { readonly put: readonly T[]; readonly remove?: readonly Removal[] };

export interface Removal {
  readonly name: string;
  /** The version at which it was removed; absent: remove whatever is there. */
  readonly version?: number;
}

type Cell = FlagCell | RuleCell | SegmentCell;

/** The set in memory: applies a change in one synchronous turn and says which flags may now answer otherwise. */
export class MemoryStore {
  readonly set: FlagSet;
  private readonly removed = { flags: new Removals(), rules: new Removals(), segments: new Removals() };
  /** The sets of keys that nobody else holds. They are changed in place: a million keys are not copied for one more. */
  private readonly own = new WeakSet<ReadonlySet<string>>();

  constructor(set: FlagSet) {
    this.set = set;
  }

  /**
   * Applies a change.
   *
   * @returns the keys of exactly those flags whose answers may have changed: added, changed, removed, and those that
   *   follow from a changed flag, rule or segment
   */
  apply(change: Change): string[] {
    const reset = change.reset === true;
    // Asked once at the end: where a change cuts a connection, the cell that held it has changed as well.
    const changed = new Set<Cell>();
    const touch = (cell: Cell): void => {
      changed.add(cell);
    };
    if (change.segments !== undefined) applyTable(this.segmentTable(touch), change.segments, reset);
    for (const segmentChange of change.segmentChanges ?? []) this.changeSegment(segmentChange, touch);
    if (change.rules !== undefined) applyTable(this.ruleTable(touch), change.rules, reset);
    if (change.flags !== undefined) applyTable(this.flagTable(touch), change.flags, reset);
    return affectedFlags(changed);
  }

  private changeSegment({ name, version, added, removed }: SegmentChange, touch: (cell: Cell) => void): void {
    const { table } = this.set;
    const before = table.segments.get(name)?.keys;
    if (
      before === undefined ? this.removed.segments.outdates(name, version) : version < table.segmentCell(name).version
    )
      return;
    this.removed.segments.forget(name);
    const keys = before !== undefined && this.own.has(before) ? (before as Set<string>) : new Set(before);
    this.own.add(keys);
    const differs = amend(keys, added, removed);
    const cell = table.putSegment(name, version, keys);
    if (differs) touch(cell);
  }

  private flagTable(touch: (cell: Cell) => void): Table<Definition, FlagCell> {
    const { table } = this.set;
    return {
      cells: table.flags,
      removed: this.removed.flags,
      holds: (cell) => cell.wire !== undefined,
      same: sameDefinition,
      renew: renewDefinition,
      put: (definition) => {
        touch(table.putFlag(definition));
      },
      remove: (cell) => {
        touch(cell);
        table.removeFlag(cell);
      },
    };
  }

  private ruleTable(touch: (cell: Cell) => void): Table<Definition, RuleCell> {
    const { table } = this.set;
    return {
      cells: table.rules,
      removed: this.removed.rules,
      holds: (cell) => cell.wire !== undefined,
      same: sameDefinition,
      renew: renewDefinition,
      put: (definition) => {
        touch(table.putRule(definition));
      },
      remove: (cell) => {
        touch(cell);
        table.removeRule(cell);
      },
    };
  }

  private segmentTable(touch: (cell: Cell) => void): Table<Segment, SegmentCell> {
    const { table } = this.set;
    return {
      cells: table.segments,
      removed: this.removed.segments,
      holds: (cell) => cell.keys !== undefined,
      same: (cell, segment) => sameKeys(cell.keys, segment.keys),
      renew: (cell, { version }) => {
        cell.version = version;
      },
      put: ({ name, version, keys }) => {
        touch(table.putSegment(name, version, keys));
      },
      remove: (cell) => {
        touch(cell);
        table.removeSegment(cell);
      },
    };
  }
}

/** @returns whether the set holds other keys now */
function amend(keys: Set<string>, added: readonly string[], removed: readonly string[]): boolean {
  const gone = new Set(removed);
  let differs = false;
  for (const key of added) {
    if (gone.has(key) || keys.has(key)) continue;
    keys.add(key);
    differs = true;
  }
  for (const key of gone) if (keys.delete(key)) differs = true;
  return differs;
}

/** What the three tables have in common. */
interface Table<T extends { readonly name: string; readonly version: number }, C extends { version: number }> {
  readonly cells: ReadonlyMap<string, C>;
  readonly removed: Removals;
  holds(cell: C): boolean;
  same(cell: C, entry: T): boolean;
  /** Notes that an entry came that says what the cell says, perhaps under a newer version. */
  renew(cell: C, entry: T): void;
  put(entry: T): void;
  remove(cell: C): void;
}

function applyTable<T extends { readonly name: string; readonly version: number }, C extends { version: number }>(
  table: Table<T, C>,
  change: TableChange<T>,
  reset: boolean,
): void {
  if (reset) table.removed.clear();
  if ('replace' in change) {
    // The first load finds nothing to remove, and need not know what to keep.
    if (table.cells.size > 0) removeOthers(table, change.replace);
    for (const entry of change.replace) putEntry(table, entry, reset);
    return;
  }
  for (const entry of change.put) putEntry(table, entry, reset);
  for (const { name, version } of change.remove ?? []) {
    const cell = table.cells.get(name);
    const held = cell !== undefined && table.holds(cell) ? cell : undefined;
    if (!reset && version !== undefined && held !== undefined && version < held.version) continue;
    if (version !== undefined && !table.removed.outdates(name, version)) table.removed.note(name, version);
    if (held !== undefined) table.remove(held);
  }
}

function removeOthers<T extends { readonly name: string; readonly version: number }, C extends { version: number }>(
  table: Table<T, C>,
  entries: readonly T[],
): void {
  const kept = new Set<string>();
  for (const entry of entries) kept.add(entry.name);
  for (const [name, cell] of [...table.cells]) if (!kept.has(name) && table.holds(cell)) table.remove(cell);
}

function putEntry<T extends { readonly name: string; readonly version: number }, C extends { version: number }>(
  table: Table<T, C>,
  entry: T,
  reset: boolean,
): void {
  if (table.removed.outdates(entry.name, entry.version)) return;
  table.removed.forget(entry.name);
  const cell = table.cells.get(entry.name);
  if (cell !== undefined && table.holds(cell)) {
    if (!reset && entry.version < cell.version) return;
    if (table.same(cell, entry)) {
      // No answer changes.
      table.renew(cell, entry);
      return;
    }
  }
  table.put(entry);
}

function sameDefinition(cell: FlagCell | RuleCell, definition: Definition): boolean {
  return same(cell.wire, definition.wire) && same(cell.references, definition.references);
}

function renewDefinition(cell: FlagCell | RuleCell, { version, wire }: Definition): void {
  cell.version = version;
  // The old one may hold on to the whole document that it came in.
  if (isComparable(wire)) cell.wire = wire;
}

function sameKeys(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): boolean {
  if (a === b) return true;
  if (a?.size !== b.size) return false;
  for (const key of b) if (!a.has(key)) return false;
  return true;
}
