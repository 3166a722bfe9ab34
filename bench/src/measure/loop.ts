import { Script } from 'node:vm';

/** What a loop walks through, in turn: the lists are of one length. */
export interface Inputs {
  /** Which flag is asked: its name, or its number where the vendor numbers them. */
  readonly names: readonly (string | number)[];
  readonly keys: readonly string[];
  /** Attributes, users as objects, contexts, or whatever else goes with a call. */
  readonly users: readonly Readonly<Record<string, unknown>>[];
}

/** Calls a contestant so many times and returns a number that depends on every answer. */
export type Loop = (count: number, inputs: Inputs) => number;

export type AsyncLoop = (count: number, inputs: Inputs) => Promise<number>;

let loops = 0;

/**
 * A loop of its own for one contestant. The runtime learns per function: contestants that shared a loop would spoil what it
 * has learned about each other. The text is the same for all but the call, and a number that makes it a script of its own.
 *
 * @param call an expression over `target`, `names[at]`, `keys[at]` and `users[at]`
 * @param number what makes a number of the answer, put behind the call
 */
export function loopOver(target: unknown, call: string, number = '.length'): Loop {
  return compile(target, `${call}${number}`, 'function') as Loop;
}

/** The same for a call that gives the promise of a yes or no. */
export function asyncLoopOver(target: unknown, call: string): AsyncLoop {
  return compile(target, `(await ${call} ? 2 : 3)`, 'async function') as AsyncLoop;
}

/** The answer to one question, by a function of its own: from it no loop learns anything. */
export function askerOf(target: unknown, call: string): (at: number, inputs: Inputs) => unknown {
  const ask = new Script(`(target, at, { names, keys, users }) => ${call}`).runInThisContext() as (
    ...given: readonly unknown[]
  ) => unknown;
  return (at, inputs) => ask(target, at, inputs);
}

function compile(target: unknown, call: string, kind: string): unknown {
  loops += 1;
  const source = `(target) => ${kind} loop${loops}(count, { names, keys, users }) {
    const { length } = names;
    let answers = 0;
    let at = 0;
    for (let calls = 0; calls < count; calls += 1) {
      answers = (answers + (${call})) | 0;
      at += 1;
      if (at === length) at = 0;
    }
    return answers;
  }`;
  const make = new Script(source, { filename: `loop-${loops}.js` }).runInThisContext() as (target: unknown) => unknown;
  return make(target);
}
