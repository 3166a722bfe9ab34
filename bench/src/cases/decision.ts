import type { Asked, AskedByContext } from '../contestants/rooms.js';
import type { Figure } from '../measure/figures.js';
import type { Order } from '../measure/process.js';
import type { Case } from './case.js';

// What is measured of the decisions of every vendor but Split, whose goals are its own.

/** What a decision may cost, evaluated from memory. */
const local: readonly Figure[] = [
  {
    title: 'over the closure by hand',
    formula: { ratio: ['polyflag'], over: ['by hand'] },
    goal: { atMost: 5 },
  },
  {
    title: 'by the clock',
    formula: { value: 'polyflag' },
    goal: { atMost: 300, onQuietMachine: true },
  },
];

/** A decision beside its closure, in one process. */
export function besideClosure(name: string, title: string, { vendor, set, question }: AskedByContext): Case {
  const contestants = ['polyflag', 'by hand'].map((who) => ({ name: who, who, set }));
  const parameters = { vendor, contestants, question } as Asked;
  return {
    name,
    title,
    unit: 'ns',
    sets: { [vendor]: [set] },
    plan: { kind: 'together', processes: 3, order: { job: 'calls', parameters } },
    figures: local,
  };
}

/**
 * Somebody in a process of his own every time.
 *
 * @param closure with whose answers his are compared there
 */
export function alone(who: string, { vendor, set, question }: AskedByContext, closure = 'by hand'): Order {
  const contestants = [closure, who].map((one) => ({ name: one, who: one, set }));
  const asked = { vendor, contestants, question } as Asked;
  return { job: 'calls-alone', parameters: { ...asked, alone: who } };
}

/** Very many calls of ours; see `many-calls`. */
export function manyCalls({ vendor, set, question }: AskedByContext, measured: boolean): Order {
  const asked = { vendor, contestants: [{ name: 'polyflag', who: 'polyflag', set }], question } as Asked;
  return { job: 'many-calls', parameters: { ...asked, measured } };
}
