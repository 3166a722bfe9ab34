import type { Comparing } from '../comparison.js';
import { Random } from '../random.js';
import { Tally } from '../tally.js';
import type { Verdict } from '../verdict.js';
import { operators } from './conditions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { makeDefinitions, PROBE } from './flags.js';
import type { Question } from './question.js';
import type { Answer } from './side.js';
import { Sides, type Openers } from './sides.js';
import { makeUser } from './users.js';

export type AmplitudeTally = Tally<Question, Answer>;

/** One half of the questions is for all flags or some, one for a flag alone. */
export type ParityOptions = Comparing<DeliberateDifference, Openers>;

/** So many users are asked about in each set of flags. */
const USERS = 40;
/** What is counted beside the operators: whether an evaluation fails, on both sides with the same error. */
export const FAILURE = 'failure';

/** Puts random questions to both sides. */
export function compare({ seed, count, differences, openers }: ParityOptions): AmplitudeTally {
  const random = new Random(seed);
  const tally: AmplitudeTally = new Tally(differences, [...Object.keys(operators), FAILURE]);
  while (tally.evaluations < count) {
    const sides = new Sides(makeDefinitions(random), differences, openers);
    for (let user = 0; user < USERS; user += 1) askOnce(random, sides, tally);
  }
  return tally;
}

function askOnce(random: Random, sides: Sides, tally: AmplitudeTally): void {
  const { definitions } = sides;
  const user = makeUser(random, definitions);
  const keys = definitions.flags.map(({ key }) => key);
  const some = random.chance(0.25) ? random.some([...keys, 'ghost'], 0, 3) : undefined;
  const count = (verdict: Verdict<Answer>, flagKeys: Question['flagKeys']): void => {
    tally.count(verdict, { definitions, user, flagKeys });
    if (verdict.kind === 'agreed') countTruths(tally, verdict.answer);
  };
  count(sides.judge(user, some), some);
  const alone = random.pick(keys);
  count(sides.judgeAlone(user, alone), [alone]);
}

function countTruths(tally: AmplitudeTally, answer: Answer): void {
  tally.countTruth(FAILURE, 'thrown' in answer);
  for (const [flagKey, variant] of Object.entries(answer)) {
    if (!flagKey.startsWith(PROBE)) continue;
    tally.countTruth(flagKey.slice(PROBE.length), (variant as { readonly key?: unknown }).key === 'on');
  }
}
