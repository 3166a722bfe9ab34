import { Random } from '../random.js';
import { makeDefinitions, type Definitions } from './definitions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { withProbes, type Probe } from './probes.js';
import { Sides } from './sides.js';
import { Tally } from './tally.js';
import { makeUser, type User } from './users.js';

export interface ParityOptions {
  readonly seed: number;
  /** How many times a flag is asked for; every one of its matchers is asked for beside it. */
  readonly count: number;
  readonly differences: readonly DeliberateDifference[];
  /** Makes something else of the definitions that the sides are given. For tests of the comparison itself. */
  readonly open?: (definitions: Definitions, differences: readonly DeliberateDifference[]) => Promise<Sides>;
}

/** How many flags are defined at a time, and how many users ask for each. */
const FLAGS = 400;
const USERS = 40;

/** Puts random questions to both sides. */
export async function compare({ seed, count, differences, open = Sides.open }: ParityOptions): Promise<Tally> {
  const random = new Random(seed);
  const tally = new Tally(differences);
  for (let left = count; left > 0; left -= FLAGS * USERS) {
    const flagCount = Math.min(FLAGS, Math.ceil(left / USERS));
    const { definitions, probes } = withProbes(makeDefinitions(random, flagCount));
    const sides = await open(definitions, differences);
    try {
      for (const [flagName, probesOfFlag] of probes) {
        for (let user = 0; user < USERS; user += 1) askOnce(random, sides, flagName, probesOfFlag, tally);
        // A turn of the event loop for whoever waits for one.
        await new Promise(setImmediate);
      }
    } finally {
      await sides.close();
    }
  }
  return tally;
}

function askOnce(random: Random, sides: Sides, flagName: string, probes: readonly Probe[], tally: Tally): void {
  const closure = sides.closures.of(flagName);
  const user = makeUser(random, closure.matchers);
  const asked = random.chance(0.02) ? random.pick([` ${flagName}\t`, 'nobody', '', '  ']) : flagName;
  tally.count(sides.judge(user, asked), asked, user, closure);
  for (const probe of probes) askProbe(sides, probe, user, tally);
}

function askProbe(sides: Sides, { flagName, kind, negated }: Probe, user: User, tally: Tally): void {
  const verdict = sides.judge(user, flagName);
  tally.count(verdict, flagName, user, sides.closures.of(flagName));
  const answer = sides.asWritten.ours.ask(user, flagName);
  if (verdict.kind === 'agreed' && 'treatment' in answer && answer.treatment !== 'control') {
    tally.countTruth(kind, (answer.treatment === 'on') !== negated);
  }
}
