import { actOf, type Labels } from './acts.js';
import type { FlagCell } from './cells.js';
import type { CompiledFlag, Decide } from './compiled.js';
import { checkOf } from './conditions/compile.js';
import { isTrue } from './conditions/logic.js';
import { decisionOf, type FlagHead } from './decision.js';
import { EvaluationFailure } from './failure.js';
import { CYCLE, evaluateNested } from './nested.js';
import type { Act, FlagProgram, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope, Scope } from './scope.js';
import { sequence, type CompiledStep } from './steps.js';

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
  const steps = compileSteps(program, flagScope);
  const first = (program.first ?? []).map((key) => scope.flagCell(key));
  if (first.length === 0) return { ...steps, alone, head };
  return { decide: afterwards(first, steps.decide), constant: undefined, alone: false, head };
}

/**
 * From the last step to the first, so that a `goto` finds what it leads to already compiled. Steps between two named ones
 * make up one sequence.
 */
function compileSteps(program: FlagProgram, scope: FlagScope): Pick<CompiledFlag, 'decide' | 'constant'> {
  const noAnswer = decisionOf(scope.head, undefined, 'no answer', 'DEFAULT');
  const named = new Map<string, Decide>();
  const targets = new Set(program.steps.flatMap(({ then }) => targetsOf(then)));
  const labels: Labels = (name) => {
    const target = named.get(name);
    if (target === undefined) throw new ProgramError(`no later step is named "${name}"`);
    return target;
  };
  let rest: Decide = () => noAnswer;
  let block: CompiledStep[] = [];
  let earliest: CompiledStep | undefined;
  for (let index = program.steps.length - 1; index >= 0; index -= 1) {
    const step = program.steps[index] as Step;
    earliest = compileStep(step, index, program, scope, labels);
    block.push(earliest);
    if (step.name === undefined || !targets.has(step.name)) continue;
    rest = sequence(block.reverse(), rest);
    block = [];
    named.set(step.name, rest);
  }
  const constant = earliest?.when === isTrue ? earliest.act.decision : undefined;
  return { decide: sequence(block.reverse(), rest), constant };
}

/** The names of the steps that an act may lead to. */
function targetsOf(act: Act): string[] {
  if (act.do === 'goto') return [act.step];
  if (act.do !== 'split') return [];
  return [...act.ranges.map(({ then }) => then), ...(act.miss === undefined ? [] : [act.miss])].flatMap(targetsOf);
}

function compileStep(step: Step, index: number, program: FlagProgram, scope: FlagScope, labels: Labels): CompiledStep {
  const when = step.when === undefined ? isTrue : checkOf(step.when, scope);
  const compiled: CompiledStep = { when, act: actOf(step.then, step, program, scope, labels) };
  return scope.recorder === undefined ? compiled : scope.recorder.step(step, index, compiled);
}

/** Evaluates other flags first, each after its own `first`: their answers wait on their cells for this run. */
function afterwards(first: readonly FlagCell[], steps: Decide): Decide {
  const circular = new EvaluationFailure('GENERAL', 'flags to be evaluated first lead back to this flag');
  return (subject, state) => {
    for (const cell of first) {
      const decision = evaluateNested(cell, subject, state, undefined, true);
      if (decision === CYCLE) throw circular;
      state.keepResult(cell, decision);
    }
    return steps(subject, state);
  };
}
