import { Branch, type Next } from './branch.js';
import { follow, type Answer, type Code } from './code.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** Lays out a branch and all that it leads to, each once, roughly in the order in which they are asked. */
export function layOut(start: Branch): Code {
  const places = new Map<Branch, number>();
  let length = 0;
  const place = (branch: Branch): void => {
    if (places.has(branch)) return;
    places.set(branch, length);
    length += 1 + branch.parts.length;
    for (const part of branch.parts) if (part instanceof Branch) place(part);
  };
  place(start);
  const code: unknown[] = [];
  for (const { run, parts } of places.keys()) {
    code.push(run);
    for (const part of parts) code.push(part instanceof Branch ? places.get(part) : part);
  }
  // The copy has no room to grow.
  return code.slice();
}

/** What follows from here on, as a function, for whoever is not in the code. */
export function entered(next: Next): (subject: Subject, state: State) => Answer {
  if (!(next instanceof Branch)) return () => next;
  const code = layOut(next);
  return (subject, state) => follow(code, 0, subject, state);
}
