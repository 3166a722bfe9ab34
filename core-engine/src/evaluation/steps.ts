import { Branch, nothing, type Next } from './branch.js';
import { FIRST, follow, type Answer, type Code, type Way } from './code.js';
import type { Run, StepParts } from './compiled.js';
import type { Check } from './conditions/check.js';
import { testsOf } from './conditions/compile.js';
import type { Step } from './program.js';
import { NO_JUMP, type State } from './state.js';
import type { Subject } from './subject.js';

// Where branches that go on with others after theirs have their parts: what comes after all, how many they are, and from `FIRST`
// on they themselves.
const REST = 1;
const COUNT = 2;

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
  return compiled.length === 1 ? only : new Branch(tryInTurn, rest, compiled.length, ...compiled);
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

function tryInTurn(code: Code, at: number, subject: Subject, state: State): Answer {
  const count = code[at + COUNT] as number;
  for (let chain = 0; chain < count; chain += 1) {
    const answer = follow(code, code[at + FIRST + chain] as Way, subject, state);
    if (answer !== nothing) return answer;
  }
  return follow(code, code[at + REST] as Way, subject, state);
}

const WHEN = 2;
const RUN = 3;

/** A step in its parts as a branch. */
export function stepInParts({ when, run }: StepParts, after: Next): Next {
  return new Branch(tryStep, after, when, run);
}

function tryStep(code: Code, at: number, subject: Subject, state: State): Answer {
  const decision = (code[at + WHEN] as Check)(subject, state) ? (code[at + RUN] as Run)(subject, state) : nothing;
  return decision ?? follow(code, code[at + REST] as Way, subject, state);
}

/** Any number of steps one after the other, then `rest`. What leads on past some of them is a `jump`, not a call. */
export function loop(steps: readonly Next[], rest: Next): Next {
  return new Branch(tryInLoop, rest, steps.length, ...steps);
}

function tryInLoop(code: Code, at: number, subject: Subject, state: State): Answer {
  const count = code[at + COUNT] as number;
  let step = 0;
  while (step < count) {
    const answer = follow(code, code[at + FIRST + step] as Way, subject, state);
    if (answer !== nothing) return answer;
    step = state.jump === NO_JUMP ? step + 1 : state.jump;
    state.jump = NO_JUMP;
  }
  return follow(code, code[at + REST] as Way, subject, state);
}

/** Yields nothing, and has the loop go on at that step. */
export function jump(step: number): Next {
  return new Branch(jumpTo, step);
}

function jumpTo(code: Code, at: number, _subject: Subject, state: State): Answer {
  state.jump = code[at + 1] as number;
  return nothing;
}
