import type { Decision } from './decision.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** The name of what follows a branch. No text: whatever name somebody gives to all objects, an end has nothing under this one. */
export const go: unique symbol = Symbol('go');

/** What following a branch comes to: a decision, the answer of a condition, or nothing, and the next step is tried. */
export type Answer = Decision | boolean | undefined;

/** Where a branch leads: to another one, or to an end, which needs no branch of its own: a decision, or yes or no. */
export type Next = Branch | (Decision & { readonly [go]?: never });

/** Follows a branch to its end. */
export type Follow<A = unknown, B = unknown> = (branch: Branch<A, B>, subject: Subject, state: State) => Answer;

/**
 * One question of a compiled flag, and where its answers lead.
 *
 * Of ten thousand flags asked in turn each is out of the cache, and what it weighs is what it costs. A closure with its
 * context takes twice the memory of an object with the same operands, in two places. So the function is shared by all
 * branches of a kind, and the branch is its operands. All are of one shape, whatever their kind, so that finding the function
 * is one load.
 */
export class Branch<A = unknown, B = unknown> {
  /**
   * Each kind goes on to `yes` or `no` by a call of its own in its own text: the runtime learns per place of a call, and where
   * a place always leads to one kind it is inlined.
   */
  readonly [go]: Follow<A, B>;
  /** What is asked for: an attribute. */
  readonly name: string;
  readonly operand: A;
  readonly other: B;
  readonly yes: Next;
  readonly no: Next;

  constructor(run: Follow<A, B>, name: string, operand: A, other: B, yes: Next, no: Next) {
    this[go] = run;
    this.name = name;
    this.operand = operand;
    this.other = other;
    this.yes = yes;
    this.no = no;
  }
}

/** Whether what a branch asks for is so, wherever that leads. */
export type Question<A, B> = (branch: Branch<A, B>, subject: Subject) => boolean;

/** A question that does not know yet where it leads. */
export interface Fork {
  /** As a branch that leads on. */
  lead(yes: Next, no: Next): Branch;
  /** As a branch that ends with the answer. */
  ask(): Branch;
}

export function fork<A, B>(ask: Question<A, B>, lead: Follow<A, B>, name: string, operand: A, other: B): Fork {
  // All branches are of one shape to the runtime; what the operands of a kind are, its functions know.
  return {
    lead: (yes, no) => new Branch(lead, name, operand, other, yes, no),
    ask: () => new Branch(ask, name, operand, other, holds, fails),
  };
}

/** The ends of a condition that is a part of another one. */
export const holds = true as unknown as Next;
export const fails = false as unknown as Next;

/**
 * The end of steps that others come after. It is the first branch to be made, and tells the runtime with the next ones that
 * an operand may be anything.
 */
export const nothing = new Branch(yieldNothing, '', undefined, undefined, fails, fails);

function yieldNothing(): undefined {
  return undefined;
}

/** Goes on from where the kind of what follows does not matter. */
export function follow(next: Next, subject: Subject, state: State): Answer {
  return next[go] === undefined ? next : next[go](next, subject, state);
}

/** A flag that always decides the same, for whoever does not look at its constant. */
export function serving(decision: Decision): Branch {
  return new Branch(serve, '', undefined, undefined, decision, decision);
}

function serve(branch: Branch): Decision {
  return branch.yes as Decision;
}
