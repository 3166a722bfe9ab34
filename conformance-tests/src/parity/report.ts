import { inspect } from 'node:util';
import type { Comparison, Run } from './comparison.js';
import type { Disagreement, Tally } from './tally.js';
import type { Answers } from './verdict.js';

/** How many disagreements are shown in full. */
const SHOWN = 5;

/** What a comparison counted, as a table. */
export function describeTally(tally: Tally<unknown, unknown>): string {
  const rules = [...tally.byRule].map(([id, { used }]) => `${used} by the rule "${id}"`);
  const kinds = [...tally.truths].map(
    ([kind, { held, failed }]) => `${kind.padEnd(36)}${String(held).padStart(8)}${String(failed).padStart(8)}`,
  );
  return [
    `${tally.evaluations} evaluations: ${tally.agreed} alike, ${tally.disagreements.length} not`,
    ...(rules.length === 0 ? [] : [`${rules.join(', ')}, ${tally.bySeveralRules} by several`]),
    ...(kinds.length === 0 ? [] : [`${'what is counted'.padEnd(36)}${'true'.padStart(8)}${'false'.padStart(8)}`]),
    ...kinds,
  ].join('\n');
}

/** What came of a comparison: the counts, every rule with what it explains, and what none does. */
export function describeComparison(
  name: string,
  comparison: Comparison,
  { seed, count }: Run,
  tally: Tally<unknown, unknown>,
): string {
  const { evaluations, agreed, byRule, bySeveralRules, disagreements } = tally;
  const counted = (used: number): string => String(used).padStart(8);
  const rules = comparison.rules.map(
    ({ id, rule, answer }) => `${counted(byRule.get(id)?.used ?? 0)}  ${id}: ${answer} (${rule})`,
  );
  return [
    `${name}: ${comparison.title}, seed ${seed}`,
    `${counted(agreed)}  of ${evaluations} evaluations alike`,
    ...(rules.length === 0 ? [] : ['different by a written rule:', ...rules]),
    ...(rules.length < 2 ? [] : [`${counted(bySeveralRules)}  several of these at once`]),
    ...(disagreements.length === 0
      ? []
      : [
          `unexplained: ${describeDisagreements(comparison, seed, disagreements)}`,
          `\nthe same again: npm run parity -- ${name} --seed ${seed} --count ${count}`,
        ]),
  ].join('\n');
}

/** The first disagreements, with everything that is needed to see them again. */
export function describeDisagreements<Question, Answer>(
  { other, describe }: Pick<Comparison<Question, Answer>, 'other' | 'describe'>,
  seed: number,
  disagreements: readonly Disagreement<Question, Answer>[],
): string {
  const shown = disagreements.slice(0, SHOWN).map(({ question, asWritten, rewritten }) => {
    const [first = '', ...more] = describe(question);
    return [
      `seed ${seed}, ${first}`,
      ...more,
      ...answerLines(other, '', asWritten),
      ...(rewritten === undefined ? [] : answerLines(other, ' where the rules make no difference', rewritten)),
    ].join('\n  ');
  });
  return [`${disagreements.length} answers differ`, ...shown].join('\n\n');
}

/** A value in full. */
export function show(value: unknown): string {
  return inspect(value, { depth: Infinity, breakLength: Infinity, maxArrayLength: null, maxStringLength: null });
}

function answerLines(other: string, where: string, { ours, vendor }: Answers<unknown>): string[] {
  return [`ours${where}: ${show(ours)}`, `${other}'s${where}: ${show(vendor)}`];
}
