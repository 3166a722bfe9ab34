import {
  absentFlag,
  compileThenCheck,
  compileThenEnd,
  FlagCell,
  noCode,
  noReferences,
  RuleCell,
  SegmentCell,
  type Compiler,
  type References,
} from './cells.js';
import { isFalse } from './conditions/logic.js';
import { release, retain } from './references.js';

/** One entry of a table: what arrived, under its name. */
export interface Definition {
  readonly name: string;
  readonly version: number;
  /** The definition as the vendor sent it; never `undefined`. */
  readonly wire: unknown;
  readonly references: References;
}

/** The cells of a set: flags, rules (named conditions) and segments (sets of keys), and who refers to whom. */
export class CellTable {
  readonly flags = new Map<string, FlagCell>();
  readonly rules = new Map<string, RuleCell>();
  readonly segments = new Map<string, SegmentCell>();
  /** Counts the changes of who refers to whom. */
  revision = 0;
  private readonly compiler: Compiler;

  constructor(compiler: Compiler) {
    this.compiler = compiler;
  }

  putFlag({ name, version, wire, references }: Definition): FlagCell {
    let cell = this.flags.get(name);
    if (cell?.wire === undefined) {
      // A place that was only referred to so far: the order of the table is the order in which definitions came.
      if (cell !== undefined) this.flags.delete(name);
      this.flags.set(name, (cell ??= new FlagCell(name, this.compiler)));
    }
    this.refer(cell, references);
    cell.wire = wire;
    cell.version = version;
    cell.end = compileThenEnd;
    forget(cell);
    return cell;
  }

  removeFlag(cell: FlagCell): void {
    this.refer(cell, noReferences);
    cell.wire = undefined;
    cell.end = absentFlag;
    forget(cell);
    this.dropWhenUnused(cell);
  }

  putRule({ name, version, wire, references }: Definition): RuleCell {
    const cell = this.ruleCell(name);
    this.refer(cell, references);
    cell.wire = wire;
    cell.version = version;
    cell.check = compileThenCheck;
    return cell;
  }

  removeRule(cell: RuleCell): void {
    this.refer(cell, noReferences);
    cell.wire = undefined;
    cell.check = isFalse;
    this.dropWhenUnused(cell);
  }

  putSegment(name: string, version: number, keys: ReadonlySet<string>): SegmentCell {
    const cell = this.segmentCell(name);
    cell.keys = keys;
    cell.version = version;
    return cell;
  }

  removeSegment(cell: SegmentCell): void {
    cell.keys = undefined;
    this.dropWhenUnused(cell);
  }

  /** The flag's cell, made if need be: a place to refer to. */
  flagCell(key: string): FlagCell {
    let cell = this.flags.get(key);
    if (cell === undefined) this.flags.set(key, (cell = new FlagCell(key, this.compiler)));
    return cell;
  }

  ruleCell(name: string): RuleCell {
    let cell = this.rules.get(name);
    if (cell === undefined) this.rules.set(name, (cell = new RuleCell(name, this.compiler)));
    return cell;
  }

  segmentCell(name: string): SegmentCell {
    let cell = this.segments.get(name);
    if (cell === undefined) this.segments.set(name, (cell = new SegmentCell(name)));
    return cell;
  }

  /** The numbers of runs begin anew: no cell may take an old one for a new one. */
  forgetRuns(): void {
    for (const cell of this.flags.values()) cell.run = cell.resultRun = 0;
    for (const cell of this.rules.values()) cell.run = 0;
  }

  private refer(cell: FlagCell | RuleCell, references: References): void {
    if (cell.references === references) return;
    const before = this.referred(cell.references);
    for (const target of before) release(target, cell);
    for (const target of this.referred(references)) retain(target, cell);
    cell.references = references;
    this.revision += 1;
    for (const target of before) this.dropWhenUnused(target);
  }

  private referred(references: References): (FlagCell | RuleCell | SegmentCell)[] {
    return [
      ...references.flags.map((key) => this.flagCell(key)),
      ...references.rules.map((name) => this.ruleCell(name)),
      ...references.segments.map((name) => this.segmentCell(name)),
    ];
  }

  /** A place without content that nobody refers to is given up: names that come and go leave nothing behind. */
  private dropWhenUnused(cell: FlagCell | RuleCell | SegmentCell): void {
    if (cell.dependents !== undefined) return;
    if (cell instanceof FlagCell) {
      if (cell.wire === undefined) this.flags.delete(cell.key);
    } else if (cell instanceof RuleCell) {
      if (cell.wire === undefined) this.rules.delete(cell.name);
    } else if (cell.keys === undefined) {
      this.segments.delete(cell.name);
    }
  }
}

/** What followed from the definition that the cell held. */
function forget(cell: FlagCell): void {
  cell.code = noCode;
  cell.constant = undefined;
  cell.memo = undefined;
  cell.result = undefined;
  cell.alone = false;
  cell.head = undefined;
  cell.ending = undefined;
  cell.decision = undefined;
  cell.otherEnding = undefined;
  cell.otherDecision = undefined;
  cell.decisions = undefined;
}
