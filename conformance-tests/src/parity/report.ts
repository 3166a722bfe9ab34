import { inspect } from 'node:util';
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
    `${rules.join(', ')}, ${tally.bySeveralRules} by several`,
    `${'condition, before negation'.padEnd(36)}${'true'.padStart(8)}${'false'.padStart(8)}`,
    ...kinds,
  ].join('\n');
}

/**
 * The first disagreements, with everything that is needed to see them again.
 *
 * @param describe the lines that tell a question
 */
export function describeDisagreements<Question, Answer>(
  seed: number,
  disagreements: readonly Disagreement<Question, Answer>[],
  describe: (question: Question) => readonly string[],
): string {
  const shown = disagreements.slice(0, SHOWN).map(({ question, asWritten, rewritten }) => {
    const [first = '', ...more] = describe(question);
    return [
      `seed ${seed}, ${first}`,
      ...more,
      ...answerLines('', asWritten),
      ...(rewritten === undefined ? [] : answerLines(' where the rules make no difference', rewritten)),
    ].join('\n  ');
  });
  return [`${disagreements.length} answers differ`, ...shown].join('\n\n');
}

/** A value in full. */
export function show(value: unknown): string {
  return inspect(value, { depth: Infinity, breakLength: Infinity, maxArrayLength: null, maxStringLength: null });
}

function answerLines(where: string, { ours, vendor }: Answers<unknown>): string[] {
  return [`ours${where}: ${show(ours)}`, `the SDK's${where}: ${show(vendor)}`];
}
