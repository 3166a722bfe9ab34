import { actOf, type Labels } from './acts.js';
import { Branch, follow, go, nothing, serving, type Answer, type Next } from './branch.js';
import type { FlagCell } from './cells.js';
import type { CompiledFlag } from './compiled.js';
import { branchOn, checkOf } from './conditions/compile.js';
import { isTrue } from './conditions/logic.js';
import { decisionOf, type Decision, type FlagHead } from './decision.js';
import { EvaluationFailure } from './failure.js';
import { CYCLE, evaluateNested } from './nested.js';
import type { Act, FlagProgram, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope, Scope } from './scope.js';
import type { State } from './state.js';
import { sequence, stepInParts } from './steps.js';
import type { Subject } from './subject.js';

/**
 * Compiles a program.
 *
 * @throws ProgramError naming what the program says that nothing implements
 */
export function compile(program: FlagProgram, scope: Scope): CompiledFlag {
  const head: FlagHead = Object.freeze({ key: program.key, kind: program.kind, info: program.info });
  let alone = true;
  const asks = <T>(cell: T): T => {
    alone = false;
    return cell;
  };
  const flagScope: FlagScope = {
    ...scope,
    head,
    flagCell: (key) => asks(scope.flagCell(key)),
    ruleCell: (name) => asks(scope.ruleCell(name)),
    onCaller: () => asks(undefined),
  };
  const entry = compileSteps(program, flagScope);
  const first = (program.first ?? []).map((key) => scope.flagCell(key));
  if (first.length > 0)
    return {
      start: new Branch(afterwards, '', first, undefined, nothing, entry),
      constant: undefined,
      alone: false,
      head,
    };
  if (entry[go] !== undefined) return { start: entry, constant: undefined, alone, head };
  // A flag without an answer is no constant: whoever asks it may want to know why.
  return {
    start: serving(entry),
    constant: entry.outcome === undefined && entry.error === undefined ? undefined : entry,
    alone,
    head,
  };
}

/**
 * From the last step to the first, so that a `goto` finds what it leads to already compiled. Steps between two named ones
 * make up one sequence.
 */
function compileSteps(program: FlagProgram, scope: FlagScope): Next {
  const named = new Map<string, Next>();
  const targets = new Set(program.steps.flatMap(({ then }) => targetsOf(then)));
  const labels: Labels = (name) => {
    const target = named.get(name);
    if (target === undefined) throw new ProgramError(`no later step is named "${name}"`);
    return target;
  };
  const compileOne = (at: StepAt, after: Next): Next => compileStep(at, program, scope, labels, after);
  let rest: Next = decisionOf(scope.head, undefined, 'no answer', 'DEFAULT');
  let block: StepAt[] = [];
  for (let index = program.steps.length - 1; index >= 0; index -= 1) {
    const step = program.steps[index] as Step;
    block.push({ step, index });
    if (step.name === undefined || !targets.has(step.name)) continue;
    rest = sequence(block.reverse(), rest, compileOne);
    block = [];
    named.set(step.name, rest);
  }
  return sequence(block.reverse(), rest, compileOne);
}

interface StepAt {
  readonly step: Step;
  readonly index: number;
}

/** The names of the steps that an act may lead to. */
function targetsOf(act: Act): string[] {
  if (act.do === 'goto') return [act.step];
  if (act.do !== 'split') return [];
  return [...act.ranges.map(({ then }) => then), ...(act.miss === undefined ? [] : [act.miss])].flatMap(targetsOf);
}

function compileStep(
  { step, index }: StepAt,
  program: FlagProgram,
  scope: FlagScope,
  labels: Labels,
  after: Next,
): Next {
  if (scope.recorder !== undefined) {
    const act = actOf(step.then, step, program, scope, labels, nothing);
    const when = step.when === undefined ? isTrue : checkOf(step.when, scope);
    const run = (subject: Subject, state: State): Decision | undefined =>
      follow(act, subject, state) as Decision | undefined;
    return stepInParts(scope.recorder.step(step, index, { when, run }), after);
  }
  const act = actOf(step.then, step, program, scope, labels, after);
  return step.when === undefined ? act : branchOn(step.when, act, after, scope);
}

const circular = new EvaluationFailure('GENERAL', 'flags to be evaluated first lead back to this flag');

/** Evaluates other flags first, each after its own `first`: their answers wait on their cells for this run. */
function afterwards(branch: Branch<readonly FlagCell[]>, subject: Subject, state: State): Answer {
  for (const cell of branch.operand) {
    const decision = evaluateNested(cell, subject, state, undefined, true);
    if (decision === CYCLE) throw circular;
    state.keepResult(cell, decision);
  }
  return follow(branch.no, subject, state);
}
