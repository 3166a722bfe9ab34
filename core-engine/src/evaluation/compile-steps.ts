import { actOf, type Labels } from './acts.js';
import type { CompiledFlag, Decide } from './compiled.js';
import { checkOf } from './conditions/compile.js';
import { isTrue } from './conditions/logic.js';
import { decisionOf } from './decision.js';
import type { Act, FlagProgram, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope } from './scope.js';
import { jump, LONGEST_CHAIN, loop, sequence, type CompiledStep, type Run } from './steps.js';

type Steps = Pick<CompiledFlag, 'decide' | 'constant'>;

/** Compiles the steps of a program. Those of a long one become one loop, whatever leads where in it. */
export function compileSteps(program: FlagProgram, scope: FlagScope): Steps {
  const noAnswer = decisionOf(scope.head, undefined, 'no answer', 'DEFAULT');
  const rest: Decide = () => noAnswer;
  return program.steps.length > LONGEST_CHAIN ? looped(program, scope, rest) : chained(program, scope, rest);
}

// Both go from the last step to the first, so that a `goto` finds the nearest of the later steps.

function looped(program: FlagProgram, scope: FlagScope, rest: Decide): Steps {
  const named = new Map<string, Run>();
  const labels = labelsOf(named);
  const steps: CompiledStep[] = [];
  for (let index = program.steps.length - 1; index >= 0; index -= 1) {
    const step = program.steps[index] as Step;
    steps.push(compileStep(step, index, program, scope, labels));
    if (step.name !== undefined) named.set(step.name, jump(index));
  }
  steps.reverse();
  return { decide: loop(steps, rest), constant: constantOf(steps[0]) };
}

/** Steps between two named ones make up one sequence. */
function chained(program: FlagProgram, scope: FlagScope, end: Decide): Steps {
  const targets = new Set(program.steps.flatMap(({ then }) => targetsOf(then)));
  const named = new Map<string, Run>();
  const labels = labelsOf(named);
  let rest = end;
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
  return { decide: sequence(block.reverse(), rest), constant: constantOf(earliest) };
}

function labelsOf(named: ReadonlyMap<string, Run>): Labels {
  return (name) => {
    const target = named.get(name);
    if (target === undefined) throw new ProgramError(`no later step is named "${name}"`);
    return target;
  };
}

/** The names of the steps that an act may lead to. */
function targetsOf(act: Act): string[] {
  if (act.do === 'goto') return [act.step];
  if (act.do !== 'split') return [];
  return [...act.ranges.map(({ then }) => then), ...(act.miss === undefined ? [] : [act.miss])].flatMap(targetsOf);
}

function constantOf(first: CompiledStep | undefined): CompiledFlag['constant'] {
  return first?.when === isTrue ? first.act.decision : undefined;
}

function compileStep(step: Step, index: number, program: FlagProgram, scope: FlagScope, labels: Labels): CompiledStep {
  const when = step.when === undefined ? isTrue : checkOf(step.when, scope);
  const compiled: CompiledStep = { when, act: actOf(step.then, step, program, scope, labels) };
  return scope.recorder === undefined ? compiled : scope.recorder.step(step, index, compiled);
}
