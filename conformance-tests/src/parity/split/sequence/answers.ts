import { isDeepStrictEqual } from 'node:util';
import type { Random } from '../../random.js';
import type { Answer } from '../answer.js';
import { Closures } from '../closure.js';
import type { DeliberateDifference } from '../deliberate/difference.js';
import { remainsOf, rewriteUser } from '../deliberate/rewrite.js';
import type { SplitDisagreement } from '../question.js';
import { makeUser } from '../users.js';
import type { Shown } from './signs.js';
import type { World } from './world.js';

/** For how many users all flags are asked. */
const USERS = 8;

const none: Answer = { thrown: 'no answer' };

/** Asks both sides for all flags. The definitions are put so that no rule makes a difference; the users are here. */
export function compareAnswers(
  random: Random,
  { definitions }: World,
  { ours, vendor }: { readonly ours: Shown; readonly vendor: Shown },
  differences: readonly DeliberateDifference[],
): { readonly asked: number; readonly disagreements: readonly SplitDisagreement[] } {
  const closures = new Closures(definitions);
  const flagNames = definitions.flags.map(({ name }) => name);
  const disagreements: SplitDisagreement[] = [];
  for (let count = 0; count < USERS; count += 1) {
    const user = rewriteUser(makeUser(random, closures.of(random.pick(flagNames))), differences);
    const all = { ours: ours.askAll(user, flagNames), vendor: vendor.askAll(user, flagNames) };
    for (const flagName of flagNames) {
      const answers = {
        ours: remainsOf(all.ours[flagName] ?? none, differences),
        vendor: remainsOf(all.vendor[flagName] ?? none, differences),
      };
      if (isDeepStrictEqual(answers.ours, answers.vendor)) continue;
      const closure = closures.of(flagName);
      disagreements.push({ question: { flagName, user, closure }, asWritten: answers, rewritten: undefined });
    }
  }
  return { asked: USERS * flagNames.length, disagreements };
}
