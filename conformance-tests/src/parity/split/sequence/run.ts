import type { SplitEmulator } from '@polyflag/emulators';
import { Random } from '../../random.js';
import { describeDisagreements } from '../../report.js';
import { openBackend } from '../backend.js';
import type { DeliberateDifference } from '../deliberate/difference.js';
import { configFor } from '../deliberate/rewrite.js';
import { overHttp } from '../comparison.js';
import { compareAnswers } from './answers.js';
import { arrival } from './arrival.js';
import { change, type Change } from './changes.js';
import { followOurs, followVendor, type Follower } from './follower.js';
import type { Sign } from './signs.js';
import { World } from './world.js';

export interface SequenceOptions {
  readonly seed: number;
  /** How many changes at least. */
  readonly count: number;
  readonly differences: readonly DeliberateDifference[];
}

/** What came of a sequence in which both sides always answered alike. */
export interface SequenceTally {
  readonly changes: Change[];
  steps: number;
  answers: number;
  /** How many definitions each side took from notifications, as it says itself (spec §6.6). */
  carried: readonly number[];
}

const FLAGS = 40;
/** In which share of all steps several changes are made before anybody can hear of the first. */
const BURSTS = 0.3;

/**
 * Makes changes at random while both sides listen, and asks both after each step, when both have got it.
 *
 * @throws Error showing the first answers that differ, or what did not arrive
 */
export async function follow({ seed, count, differences }: SequenceOptions): Promise<SequenceTally> {
  const random = new Random(seed);
  const world = new World(random, FLAGS, differences);
  const backend = await openBackend(world.served);
  const { emulator } = backend;
  const sides: Follower[] = [];
  const tally: SequenceTally = { changes: [], steps: 0, answers: 0, carried: [] };
  const keep = async (following: Promise<Follower>): Promise<Follower> => {
    const side = await following;
    sides.push(side);
    return side;
  };
  try {
    const ours = await keep(followOurs(backend, configFor(differences)));
    const vendor = await keep(followVendor(backend));
    await emulator.received('/sse', { count: 2 });
    // Each asks once more when its stream is open.
    await emulator.received('/splitChanges', { count: 4 });
    while (tally.changes.length < count) {
      const made = makeStep(random, world, emulator);
      tally.changes.push(...made);
      tally.steps += 1;
      const what = `seed ${seed}, step ${tally.steps}: ${made.map(describeChange).join('; ')}`;
      const signs = lastOfEachSubject(made.flatMap((one) => one.signs));
      await Promise.all(sides.map((side) => arrival(side, signs, what)));
      const { asked, disagreements } = compareAnswers(random, world, { ours, vendor }, differences);
      if (disagreements.length > 0) {
        throw new Error(`${what}\n${describeDisagreements(overHttp, seed, disagreements)}`);
      }
      tally.answers += asked;
    }
  } finally {
    await Promise.all(sides.map((side) => side.close()));
    await backend.close();
  }
  tally.carried = emulator.metrics.usage.map(({ ufs }) => {
    const { sp = 0, rbs = 0 } = ufs as { readonly sp?: number; readonly rbs?: number };
    return sp + rbs;
  });
  return tally;
}

function makeStep(random: Random, world: World, emulator: SplitEmulator): Change[] {
  const made: Change[] = [];
  const pending = new Set<string>();
  for (let left = random.chance(BURSTS) ? random.int(2, 4) : 1; left > 0; left -= 1) {
    const one = change({ random, world, emulator, pending });
    for (const { subject } of one.signs) pending.add(subject);
    made.push(one);
  }
  return made;
}

function lastOfEachSubject(signs: readonly Sign[]): Sign[] {
  return [...new Map(signs.map((sign) => [sign.subject, sign])).values()];
}

function describeChange({ kind, inline, signs }: Change): string {
  return `${kind} (${signs.map(({ subject }) => subject).join(', ')}), inline ${inline}`;
}
