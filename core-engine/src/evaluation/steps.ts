import { Branch, follow, nothing, type Answer, type Next } from './branch.js';
import type { Run, StepParts } from './compiled.js';
import type { Check } from './conditions/check.js';
import { testsOf } from './conditions/compile.js';
import type { Step } from './program.js';
import { NO_JUMP, type State } from './state.js';
import type { Subject } from './subject.js';

/** Past this many questions a loop replaces the chain of calls, so that a long program cannot exhaust the stack. */
export const LONGEST_CHAIN = 32;

/**
 * Steps one after the other, then `rest`.
 *
 * @param compileStep gives the way into a step, which leads on to `after` where the step does not decide
 */
export function sequence<T extends { readonly step: Step }>(
  steps: readonly T[],
  rest: Next,
  compileStep: (step: T, after: Next) => Next,
): Next {
  const chains = chainsOf(steps);
  const end = chains.length > 1 ? nothing : rest;
  const compiled = chains.map((chain) => chain.reduceRight((after: Next, step) => compileStep(step, after), end));
  const [only] = compiled;
  if (only === undefined) return rest;
  return compiled.length === 1 ? only : new Branch(tryInTurn, '', compiled, undefined, nothing, rest);
}

function chainsOf<T extends { readonly step: Step }>(steps: readonly T[]): T[][] {
  const chains: T[][] = [];
  let room = 0;
  for (const step of steps) {
    const { when } = step.step;
    const questions = 1 + (when === undefined ? 0 : testsOf(when));
    room -= questions;
    if (room >= 0) chains.at(-1)?.push(step);
    else {
      chains.push([step]);
      room = LONGEST_CHAIN - questions;
    }
  }
  return chains;
}

function tryInTurn(branch: Branch<readonly Next[]>, subject: Subject, state: State): Answer {
  for (const chain of branch.operand) {
    const answer = follow(chain, subject, state);
    if (answer !== undefined) return answer;
  }
  return follow(branch.no, subject, state);
}

/** A step in its parts as a branch. */
export function stepInParts({ when, run }: StepParts, after: Next): Next {
  return new Branch(tryStep, '', when, run, nothing, after);
}

function tryStep(branch: Branch<Check, Run>, subject: Subject, state: State): Answer {
  const decision = branch.operand(subject, state) ? branch.other(subject, state) : undefined;
  return decision ?? follow(branch.no, subject, state);
}

/** Any number of steps one after the other, then `rest`. What leads on past some of them is a `jump`, not a call. */
export function loop(steps: readonly Next[], rest: Next): Next {
  return new Branch(tryInLoop, '', steps, undefined, nothing, rest);
}

function tryInLoop(branch: Branch<readonly Next[]>, subject: Subject, state: State): Answer {
  const steps = branch.operand;
  let at = 0;
  while (at < steps.length) {
    const answer = follow(steps[at] as Next, subject, state);
    if (answer !== undefined) return answer;
    at = state.jump === NO_JUMP ? at + 1 : state.jump;
    state.jump = NO_JUMP;
  }
  return follow(branch.no, subject, state);
}

/** Yields nothing, and has the loop go on at that step. */
export function jump(step: number): Next {
  return new Branch(jumpTo, '', step, undefined, nothing, nothing);
}

function jumpTo(branch: Branch<number>, _subject: Subject, state: State): undefined {
  state.jump = branch.operand;
}
