import type { Answer, Follow, Question } from './code.js';

/** Where a branch leads: to another one, or to an end. */
export type Next = Branch | Answer;

/** The ends of a condition that is a part of another one. */
export const holds = true;
export const fails = false;

/** The end of steps that others come after. */
export const nothing = null;

/** One question of a flag while it is compiled, and where its answers lead: the code has it as a list, see `layOut`. */
export class Branch {
  /**
   * The function is shared by all branches of a kind, which differ in their parts. Each kind goes on by a call of its own in
   * its own text: the runtime learns per place of a call, and where a place always leads to one kind it is inlined.
   */
  readonly run: Follow;
  /** The ways on that it may take, and what it needs to choose: its kind knows which is where. */
  readonly parts: readonly unknown[];

  constructor(run: Follow, ...parts: readonly unknown[]) {
    this.run = run;
    this.parts = parts;
  }
}

/** A question that does not know yet where it leads. */
export interface Fork {
  /** As a branch that leads on. */
  lead(yes: Next, no: Next): Branch;
  /** As a branch that ends with the answer. */
  ask(): Branch;
}

/** @param operands what is asked for, and what it is compared with */
export function fork(ask: Question, lead: Follow, ...operands: readonly unknown[]): Fork {
  return {
    lead: (yes, no) => new Branch(lead, yes, no, ...operands),
    ask: () => new Branch(ask, holds, fails, ...operands),
  };
}
