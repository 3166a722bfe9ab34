import type { Comparing } from '../comparison.js';
import { Random } from '../random.js';
import { Tally } from '../tally.js';
import type { Answer } from './answer.js';
import { Closures } from './closure.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { makeUser } from './make/users.js';
import { makeWorkspace, type WholeWorkspace } from './make/workspace.js';
import { conditionKinds, heldBy, withProbes, type Probe } from './probes.js';
import type { Asked, Reads } from './asked.js';
import type { Question } from './question.js';
import { Sides, type Openers } from './sides.js';

export type HackleTally = Tally<Question, Answer>;

/** Each time that something of the workspace is asked for, a condition is asked for beside it. */
export type ParityOptions = Comparing<DeliberateDifference, Openers>;

/** How many A/B tests are defined at a time, and how many users ask for each thing that is defined. */
const SIZE = 120;
const USERS = 20;

/** Puts random questions to both sides. */
export async function compare({ seed, count, differences, openers }: ParityOptions): Promise<HackleTally> {
  const random = new Random(seed);
  const tally: HackleTally = new Tally(differences, conditionKinds);
  while (tally.evaluations < count) {
    const size = Math.min(SIZE, Math.ceil((count - tally.evaluations) / USERS / 4));
    const { workspace, probes } = withProbes(makeWorkspace(random, Math.max(4, size)));
    const closures = new Closures(workspace);
    const sides = await Sides.open(workspace, differences, openers);
    const judge = (asked: Asked, user: unknown): Answer | undefined => {
      const question = { asked, user, closure: closures.of(asked) };
      const verdict = sides.judge(question);
      tally.count(verdict, question);
      return verdict.kind === 'disagreed' ? undefined : verdict.answer;
    };
    try {
      for (const target of targetsOf(workspace)) {
        for (let user = 0; user < USERS; user += 1) {
          const asked = target(random);
          judge(spoilt(random, asked), makeUser(random, closures.of(asked)));
          probeOnce(random, random.pick(probes), closures, judge, tally);
        }
        // A turn of the event loop for whoever waits for one.
        await new Promise(setImmediate);
      }
    } finally {
      await sides.close();
    }
  }
  return tally;
}

function probeOnce(
  random: Random,
  { asked, kinds, negated }: Probe,
  closures: Closures,
  judge: (asked: Asked, user: unknown) => Answer | undefined,
  tally: HackleTally,
): void {
  const answer = judge(asked, makeUser(random, closures.of(asked)));
  const held = answer === undefined ? undefined : heldBy(answer);
  if (held !== undefined) for (const kind of kinds) tally.countTruth(kind, held !== negated);
}

/** One call for each thing that is defined. */
function targetsOf({
  experiments,
  featureFlags,
  remoteConfigParameters,
}: WholeWorkspace): ((random: Random) => Asked)[] {
  return [
    ...experiments.map(({ key }) => (random: Random): Asked => ({
      call: 'variationDetail',
      reads: readsOf(random),
      key,
      fallback: random.chance(0.7) ? undefined : random.pick(['A', 'B', 'C', 'K', 'none', '']),
    })),
    ...featureFlags
      .filter(({ key }) => key < 10_000)
      .map(({ key }) => (random: Random): Asked => ({ call: 'featureFlagDetail', key, reads: readsOf(random) })),
    ...remoteConfigParameters.map(({ key }) => (random: Random): Asked => ({
      call: 'remoteConfig',
      key,
      fallback: random.pick<unknown>(['none', 'none', -1, -1, true, false, null, undefined, {}]),
    })),
  ];
}

function readsOf(random: Random): Reads {
  return random.chance(0.02) ? 'any' : 'typed';
}

function spoilt(random: Random, asked: Asked): Asked {
  if (random.chance(0.98)) return asked;
  const key = random.pick<unknown>(
    asked.call === 'remoteConfig' ? ['nothing', null, undefined] : [0, -1, 1.5, NaN, '1', 88_888, null],
  );
  return { ...asked, key };
}
