import { actOf, type Labels } from './acts.js';
import { nothing, type Next } from './branch.js';
import { branchOn, checkOf } from './conditions/compile.js';
import { isTrue } from './conditions/logic.js';
import type { Run } from './compiled.js';
import { endingOf } from './ending.js';
import { entered } from './layout.js';
import type { Act, FlagProgram, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope } from './scope.js';
import { jump, LONGEST_CHAIN, loop, sequence, stepInParts } from './steps.js';

/** Compiles the steps of a program. Those of a long one become one loop, whatever leads where in it. */
export function compileSteps(program: FlagProgram, scope: FlagScope): Next {
  const noAnswer = endingOf(undefined, 'no answer', 'DEFAULT');
  return program.steps.length > LONGEST_CHAIN ? looped(program, scope, noAnswer) : chained(program, scope, noAnswer);
}

// Both go from the last step to the first, so that a `goto` finds the nearest of the later steps.

function looped(program: FlagProgram, scope: FlagScope, rest: Next): Next {
  const named = new Map<string, Next>();
  const labels = labelsOf(named);
  const steps: Next[] = [];
  for (let index = program.steps.length - 1; index >= 0; index -= 1) {
    const step = program.steps[index] as Step;
    steps.push(compileStep({ step, index }, program, scope, labels, nothing));
    if (step.name !== undefined) named.set(step.name, jump(index));
  }
  return loop(steps.reverse(), rest);
}

/** Steps between two named ones make up one sequence. */
function chained(program: FlagProgram, scope: FlagScope, end: Next): Next {
  const targets = new Set(program.steps.flatMap(({ then }) => targetsOf(then)));
  const named = new Map<string, Next>();
  const labels = labelsOf(named);
  const compileOne = (at: StepAt, after: Next): Next => compileStep(at, program, scope, labels, after);
  let rest = end;
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

function labelsOf(named: ReadonlyMap<string, Next>): Labels {
  return (name) => {
    const target = named.get(name);
    if (target === undefined) throw new ProgramError(`no later step is named "${name}"`);
    return target;
  };
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
    return stepInParts(scope.recorder.step(step, index, { when, run: entered(act) as Run }), after);
  }
  const act = actOf(step.then, step, program, scope, labels, after);
  return step.when === undefined ? act : branchOn(step.when, act, after, scope);
}
