import type { Code, Follow } from './code.js';
import type { CompiledFlag, End } from './compiled.js';
import type { Decision, FlagHead } from './decision.js';
import { Decisions } from './decisions.js';
import { decisionBy, type Ending } from './ending.js';
import type { Check } from './conditions/check.js';
import { isFalse } from './conditions/logic.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** Turns what a cell holds into what it runs. */
export interface Compiler {
  /** What is answered for a flag that is not there. */
  readonly notFound: Decision;
  compileFlag(cell: FlagCell): CompiledFlag;
  compileRule(cell: RuleCell): Check;
  /** Whether what the cell refers to leads back to it. */
  isOnCircle(cell: FlagCell | RuleCell): boolean;
}

/** What a definition refers to, by name. */
export interface References {
  readonly flags: readonly string[];
  readonly segments: readonly string[];
  readonly rules: readonly string[];
}

/** Most definitions refer to nothing: they share this. */
export const noReferences: References = Object.freeze({ flags: [], segments: [], rules: [] });

/** What a flag holds that was not asked yet: of the kind that the code of a flag is to the runtime. */
export const noCode: Code = [undefined];

/** A cell whose answer follows from other cells. */
export type Dependent = FlagCell | RuleCell;

/**
 * A place in the set for one flag. The cell stays while its content is replaced, so that compiled programs hold cells and
 * a change recompiles only what changed. A flag that is referred to but absent has a cell too, without a definition.
 */
export class FlagCell {
  // First what an ordinary evaluation reads, in one line of the cache.
  /** One function for all flags that were asked once, and one for all that were not. */
  end: End = absentFlag;
  /** What it runs, once it was compiled. */
  code: Code = noCode;
  /** What it always decides, once that is known: such a flag is answered without being run. */
  constant: Decision | undefined = undefined;
  /** Whether it asks no other part of the set but segments, once that is known. */
  alone = false;
  /** The definition as the vendor sent it; `undefined`: there is no such flag. */
  wire: unknown = undefined;
  version = 0;
  references: References = noReferences;
  /** The run in which this flag is being evaluated: a reference that meets it again has come full circle. */
  path = 0;
  /** The run that `memo` belongs to. */
  run = 0;
  memo: Decision | undefined = undefined;
  memoFallback: string | undefined = undefined;
  /** The run in which it was evaluated first for another flag, and with what result. */
  resultRun = 0;
  result: Decision | undefined = undefined;
  /** The constants of its program, once it was compiled. */
  head: FlagHead | undefined = undefined;
  /** How it ended first, and the decision of that. */
  ending: Ending | undefined = undefined;
  decision: Decision | undefined = undefined;
  /** How it ended next: two ways are all that most flags have. */
  otherEnding: Ending | undefined = undefined;
  otherDecision: Decision | undefined = undefined;
  /** The decisions of how it ended otherwise. */
  decisions: Decisions | undefined = undefined;
  dependents: Set<Dependent> | undefined = undefined;

  readonly key: string;
  /** Where the cell is compiled at the first ask. */
  readonly compiler: Compiler;

  constructor(key: string, compiler: Compiler) {
    this.key = key;
    this.compiler = compiler;
  }

  decide(subject: Subject, state: State): Decision {
    return this.decided(this.end(subject, state));
  }

  /** The decision of an ending of this flag: always the same one. */
  decided(ending: Ending): Decision {
    const { decision: first } = this;
    if (first !== undefined && (ending === this.ending || ending === first)) return first;
    const { otherDecision } = this;
    if (otherDecision !== undefined && ending === this.otherEnding) return otherDecision;
    const known = this.decisions?.get(ending);
    if (known !== undefined) return known;
    const decision = decisionBy(this.head, ending);
    // Some endings are the decision itself, and are not here to stay.
    if (decision !== ending) this.keep(ending, decision);
    return decision;
  }

  private keep(ending: Ending, decision: Decision): void {
    if (this.decision === undefined) {
      this.ending = ending;
      this.decision = decision;
    } else if (this.otherDecision === undefined) {
      this.otherEnding = ending;
      this.otherDecision = decision;
    } else (this.decisions ??= new Decisions()).keep(ending, decision);
  }
}

/** A place for one named condition. */
export class RuleCell {
  wire: unknown = undefined;
  version = 0;
  references: References = noReferences;
  check: Check = isFalse;
  path = 0;
  /** The run that `held` belongs to. */
  run = 0;
  held = false;
  dependents: Set<Dependent> | undefined = undefined;

  readonly name: string;
  readonly compiler: Compiler;

  constructor(name: string, compiler: Compiler) {
    this.name = name;
    this.compiler = compiler;
  }
}

/** A place for one set of keys. An unknown segment has none. */
export class SegmentCell {
  keys: ReadonlySet<string> | undefined = undefined;
  version = 0;
  dependents: Set<Dependent> | undefined = undefined;

  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What a flag's cell answers that holds no definition. */
export function absentFlag(this: FlagCell): Ending {
  return this.compiler.notFound;
}

/** What a flag's cell runs until it has been asked once. One function for all cells: ten thousand of them hold nothing. */
export function compileThenEnd(this: FlagCell, subject: Subject, state: State): Ending {
  const { code, constant, alone, head } = this.compiler.compileFlag(this);
  this.end = endByCode;
  this.code = code;
  this.alone = alone;
  this.head = head;
  this.constant = constant === undefined ? undefined : this.decided(constant);
  return endByCode.call(this, subject, state);
}

function endByCode(this: FlagCell, subject: Subject, state: State): Ending {
  const { code } = this;
  return (code[0] as Follow)(code, 0, subject, state) as Ending;
}

/** The same for a rule. */
export function compileThenCheck(this: RuleCell, subject: Subject, state: State): boolean {
  this.check = this.compiler.compileRule(this);
  return this.check(subject, state);
}
