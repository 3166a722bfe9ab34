import type { AskedByContext } from '../contestants/rooms.js';
import type { Sets } from '../definitions/material.js';
import type { Case } from './case.js';
import { manyCalls } from './decision.js';

/**
 * Collections of the young generation in 5,000,000 calls, less those of the first 500,000 alone.
 *
 * @param asked by what it is called
 * @param free what is not held to causing none
 */
export function scavenges(
  name: string,
  title: string,
  sets: Sets,
  asked: Readonly<Record<string, AskedByContext>>,
  free?: string,
): Case {
  return {
    name,
    title,
    unit: 'scavenges',
    sets,
    plan: {
      kind: 'apart',
      rounds: 3,
      contestants: Object.fromEntries(
        Object.entries(asked).flatMap(([what, one]) => [
          [what, manyCalls(one, true)],
          [`${what}, first calls alone`, manyCalls(one, false)],
        ]),
      ),
      nodeFlags: ['--trace-gc'],
      counts: 'scavenges',
    },
    figures: Object.keys(asked).map((what) => ({
      title: `${what}, beyond those of the first 500,000`,
      formula: { value: what, above: `${what}, first calls alone` },
      ...(what === free ? {} : { goal: { atMost: 0 } }),
    })),
  };
}
