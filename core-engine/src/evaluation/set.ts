import type { Compiler, FlagCell, RuleCell } from './cells.js';
import { Circles } from './circles.js';
import { follow, serving } from './code.js';
import { compile } from './compile.js';
import type { CompiledFlag } from './compiled.js';
import type { Check } from './conditions/check.js';
import { checkOf } from './conditions/compile.js';
import { fail } from './conditions/logic.js';
import { decisionOf, notFoundDecision, type Decision } from './decision.js';
import { decisionBy, type Ending } from './ending.js';
import { failureOf, problemOf } from './failure.js';
import { ProgramError } from './program-error.js';
import type { Condition, FlagProgram } from './program.js';
import type { Recorder, Scope } from './scope.js';
import { State, type SideReport } from './state.js';
import { Subject } from './subject.js';
import { CellTable } from './table.js';

/** How a vendor's definitions become programs. Called at the first ask of a flag, not when it arrives. */
export interface Translator {
  flag(wire: unknown): FlagProgram;
  rule(wire: unknown): Condition;
}

export interface FlagSetOptions {
  readonly translator: Translator;
  /** The label of a decision whose evaluation failed, in the vendor's words; default `failed`. */
  readonly failureLabel?: string;
  /** The label of the answer for a flag that is not there; default `not found`. */
  readonly notFoundLabel?: string;
  /** Told what in a definition can never work, when the flag or rule is compiled. */
  readonly onProblem?: (name: string, problem: string) => void;
}

/** The largest integer that is small on every platform. */
const LAST_RUN = 0x3fff_ffff;

/** What a flag runs with that keeps nothing while it runs. */
const idle = new State();

/**
 * A set of flags, evaluated together.
 *
 * Everything here is synchronous. Whoever changes several cells in one turn shows evaluations all of the change or none.
 */
export class FlagSet implements Compiler {
  /** What is answered for a flag that is not there. */
  readonly notFound: Decision;
  /** What is in the set. Its owner, a store, changes it. */
  readonly table = new CellTable(this);
  private readonly flags = this.table.flags;
  private readonly circles = new Circles(this.table);
  private readonly translator: Translator;
  private readonly failureLabel: string;
  private readonly onProblem: (name: string, problem: string) => void;
  private readonly spareSubject = new Subject();
  private readonly spareState = new State();
  private evaluating = false;
  private runs = 0;
  private latest = idle;

  constructor(options: FlagSetOptions) {
    this.translator = options.translator;
    this.notFound = notFoundDecision(options.notFoundLabel ?? 'not found');
    this.failureLabel = options.failureLabel ?? 'failed';
    this.onProblem = options.onProblem ?? (() => undefined);
  }

  /**
   * A subject to bind a caller's context to and to hand to `evaluate` at once. It is reused: whatever may run the
   * caller's code must have been read before it is asked for.
   */
  subject(): Subject {
    return this.evaluating ? new Subject() : this.spareSubject;
  }

  /** Whether it is in the middle of an evaluation: whoever asks now is code of the caller's that runs within it. */
  get isEvaluating(): boolean {
    return this.evaluating;
  }

  /**
   * The place of a flag, for `decide`; absent where there is none of that name. Valid until the set changes: to be used at
   * once. Where its `constant` is known, there is nothing to evaluate.
   */
  lookup(key: string): FlagCell | undefined {
    return this.flags.get(key);
  }

  /**
   * Evaluates one flag. Never throws: a failure is a decision with an error. The subject is emptied afterwards.
   *
   * @param fallback the variant that the caller named for this call, where the vendor lets him
   */
  decide(cell: FlagCell, subject: Subject, fallback?: string): Decision {
    return cell.decided(this.end(cell, subject, fallback));
  }

  /**
   * As `decide`, for whoever only asks what came out: a set of many flags is faster so, because flags share their endings,
   * but have decisions of their own.
   */
  end(cell: FlagCell, subject: Subject, fallback?: string): Ending {
    const ending = cell.alone && !this.evaluating ? this.runAlone(cell, subject) : this.run(cell, subject, fallback);
    subject.clear();
    return ending;
  }

  /** As `decide`, for a flag by its name. */
  evaluate(key: string, subject: Subject, fallback?: string): Decision {
    const cell = this.flags.get(key);
    if (cell !== undefined) return this.decide(cell, subject, fallback);
    subject.clear();
    this.latest = idle;
    return this.notFound;
  }

  /** Evaluates several flags for one subject, in order. */
  evaluateMany(keys: readonly string[], subject: Subject): Decision[] {
    const decisions = keys.map((key) => {
      const cell = this.flags.get(key);
      return cell === undefined ? this.notFound : cell.decided(this.run(cell, subject, undefined));
    });
    subject.clear();
    return decisions;
  }

  /**
   * Evaluates several flags for one subject in one run, in order: what the earlier ones came to are results for the later
   * ones. One that fails costs those that need it, and no other.
   */
  evaluateTogether(cells: readonly FlagCell[], subject: Subject): Decision[] {
    const reentered = this.evaluating;
    const state = reentered ? new State(new Map()) : this.spareState;
    const run = this.nextRun();
    this.evaluating = true;
    const decisions: Decision[] = [];
    for (const cell of cells) {
      state.begin(run, undefined);
      decisions.push(this.runAmong(cell, subject, state));
    }
    this.evaluating = reentered;
    this.latest = idle;
    subject.clear();
    return decisions;
  }

  private runAmong(cell: FlagCell, subject: Subject, state: State): Decision {
    const known = state.recall(cell);
    if (known !== undefined) {
      state.keepResult(cell, known);
      return known;
    }
    const { path } = cell;
    cell.path = state.run;
    let decision: Decision;
    try {
      decision = cell.decide(subject, state);
      state.keepResult(cell, decision);
      if (!this.isOnCircle(cell)) state.remember(cell, decision);
    } catch (error) {
      decision = this.failed(cell, error);
    }
    cell.path = path;
    return decision;
  }

  /** Evaluates with another compilation of a flag than the one in its cell; see `explain.ts`. */
  evaluateWith(cell: FlagCell, compiled: CompiledFlag, subject: Subject, fallback?: string): Decision {
    cell.head ??= compiled.head;
    const ending = this.run(cell, subject, fallback, (...whom) => follow(compiled.code, 0, ...whom) as Ending);
    subject.clear();
    return decisionBy(cell.head, ending);
  }

  /** What the latest `decide` or `evaluate` decided on the side, in order; valid until the next one. */
  get sideReports(): readonly SideReport[] {
    return this.latest.reports;
  }

  /** The flag's cell, if it holds a definition. */
  flag(key: string): FlagCell | undefined {
    const cell = this.flags.get(key);
    return cell?.wire === undefined ? undefined : cell;
  }

  /** The flags that hold a definition, in the order in which they came. */
  *flagCells(): IterableIterator<FlagCell> {
    for (const cell of this.flags.values()) if (cell.wire !== undefined) yield cell;
  }

  /** The program of a flag as it stands. @throws what the translation throws */
  program(cell: FlagCell): FlagProgram {
    return this.translator.flag(cell.wire);
  }

  /** A flag that cannot be compiled answers with an error and says so once; the others do not notice. */
  compileFlag(cell: FlagCell, recorder?: Recorder): CompiledFlag {
    try {
      return compile(this.translator.flag(cell.wire), this.scope(cell.key, recorder));
    } catch (error) {
      const message = problemOf(error);
      const broken = this.failed(cell, new ProgramError(message));
      this.onProblem(cell.key, message);
      return { code: serving(broken), constant: broken, alone: true, head: undefined };
    }
  }

  /** A rule that cannot be compiled fails the flags that ask it, and says so once. */
  compileRule(cell: RuleCell): Check {
    try {
      return checkOf(this.translator.rule(cell.wire), this.scope(cell.name));
    } catch (error) {
      const message = problemOf(error);
      this.onProblem(cell.name, message);
      return fail('GENERAL', `rule "${cell.name}": ${message}`);
    }
  }

  isOnCircle(cell: FlagCell | RuleCell): boolean {
    return this.circles.holds(cell);
  }

  /** A flag that asks no other part of the set: nothing has to be kept for it while it runs. */
  private runAlone(cell: FlagCell, subject: Subject): Ending {
    this.evaluating = true;
    this.latest = idle;
    let ending: Ending;
    try {
      ending = cell.end(subject, idle);
    } catch (error) {
      ending = this.failed(cell, error);
    }
    this.evaluating = false;
    return ending;
  }

  private run(cell: FlagCell, subject: Subject, fallback: string | undefined, end = cell.end): Ending {
    const reentered = this.evaluating;
    const state = reentered ? new State(new Map()) : this.spareState;
    state.begin(this.nextRun(), fallback);
    const { path } = cell;
    cell.path = state.run;
    this.evaluating = true;
    let ending: Ending;
    try {
      ending = end.call(cell, subject, state);
    } catch (error) {
      ending = this.failed(cell, error);
    }
    this.evaluating = reentered;
    cell.path = path;
    this.latest = state;
    return ending;
  }

  /** Runs are numbered by small integers, which the runtime keeps without an object; when they are used up, from 1 again. */
  private nextRun(): number {
    if (this.runs === LAST_RUN) {
      this.runs = 0;
      this.table.forgetRuns();
    }
    this.runs += 1;
    return this.runs;
  }

  private failed(cell: FlagCell, error: unknown): Decision {
    const head = cell.head ?? { key: cell.key, kind: '', info: {} };
    return decisionOf(head, undefined, this.failureLabel, 'ERROR', false, failureOf(error));
  }

  private scope(name: string, recorder?: Recorder): Scope {
    return {
      flagCell: (key) => this.table.flagCell(key),
      ruleCell: (rule) => this.table.ruleCell(rule),
      segmentCell: (segment) => this.table.segmentCell(segment),
      onProblem: (problem) => {
        // Whoever explains a flag has compiled it before, and heard of its problems then.
        if (recorder === undefined) this.onProblem(name, problem);
      },
      ...(recorder === undefined ? {} : { recorder }),
    };
  }
}
