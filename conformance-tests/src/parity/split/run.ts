import type { Comparing } from '../comparison.js';
import { Random } from '../random.js';
import { makeDefinitions } from './definitions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { withProbes, type Probe } from './probes.js';
import { Sides, type Openers } from './sides.js';
import { Tally } from '../tally.js';
import type { Answer } from './answer.js';
import { matcherKinds } from './matchers/kinds.js';
import type { Question } from './question.js';
import { makeUser } from './users.js';

export type SplitTally = Tally<Question, Answer>;

/** Each time that a flag is asked for, one of its matchers is asked for beside it. */
export type ParityOptions = Comparing<DeliberateDifference, Openers>;

/** How many flags are defined at a time, and how many users ask for each. */
const FLAGS = 500;
const USERS = 40;

/** Puts random questions to both sides. */
export async function compare({ seed, count, differences, openers }: ParityOptions): Promise<SplitTally> {
  const random = new Random(seed);
  const tally: SplitTally = new Tally(
    differences,
    matcherKinds.map(({ name }) => name),
  );
  while (tally.evaluations < count) {
    const flagCount = Math.min(FLAGS, Math.ceil((count - tally.evaluations) / USERS / 2));
    const { definitions, probes } = withProbes(makeDefinitions(random, flagCount));
    const sides = await Sides.open(definitions, differences, openers);
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

function askOnce(random: Random, sides: Sides, flagName: string, probes: readonly Probe[], tally: SplitTally): void {
  const closure = sides.closures.of(flagName);
  const user = makeUser(random, closure);
  const asked = random.chance(0.02) ? random.pick([` ${flagName}\t`, 'nobody', '', '  ']) : flagName;
  tally.count(sides.judge(user, asked), { flagName: asked, user, closure });
  if (probes.length === 0) return;
  const probe = random.pick(probes);
  const verdict = sides.judge(user, probe.flagName);
  tally.count(verdict, { flagName: probe.flagName, user, closure: sides.closures.of(probe.flagName) });
  if (verdict.kind === 'agreed') countTruth(tally, probe, verdict.answer);
}

function countTruth(tally: SplitTally, { kind, negated }: Probe, answer: Answer): void {
  if ('thrown' in answer || answer.treatment === 'control') return;
  tally.countTruth(kind, (answer.treatment === 'on') !== negated);
}
