import { inspect } from 'node:util';
import type { Answers } from './sides.js';
import type { Disagreement, Tally } from './tally.js';

/** How many disagreements are shown in full. */
const SHOWN = 5;

/** What a comparison counted, as a table. */
export function describeTally(tally: Tally): string {
  const rules = [...tally.byRule].map(([id, { used }]) => `${used} by the rule "${id}"`);
  const kinds = [...tally.truths].map(
    ([kind, { held, failed }]) => `${kind.padEnd(36)}${String(held).padStart(8)}${String(failed).padStart(8)}`,
  );
  return [
    `${tally.evaluations} evaluations: ${tally.agreed} alike, ${tally.disagreements.length} not`,
    `${rules.join(', ')}, ${tally.bySeveralRules} by several`,
    `${'matcher, before negation'.padEnd(36)}${'true'.padStart(8)}${'false'.padStart(8)}`,
    ...kinds,
  ].join('\n');
}

/** The first disagreements, with everything that is needed to see them again. */
export function describeDisagreements(seed: number, disagreements: readonly Disagreement[]): string {
  const shown = disagreements.slice(0, SHOWN).map((disagreement) => describe(seed, disagreement));
  return [`${disagreements.length} answers differ`, ...shown].join('\n\n');
}

function describe(seed: number, { flagName, user, closure, asWritten, rewritten }: Disagreement): string {
  const lines = [
    `seed ${seed}, flag ${JSON.stringify(flagName)}`,
    `key ${show(user.key)}`,
    `attributes ${show(user.attributes)}`,
    ...closure.flags.map((flag) => `feature flag ${JSON.stringify(flag)}`),
    ...closure.ruleBasedSegments.map((segment) => `rule-based segment ${JSON.stringify(segment)}`),
    ...answerLines('', asWritten),
    ...(rewritten === undefined ? [] : answerLines(' where the rules make no difference', rewritten)),
  ];
  return lines.join('\n  ');
}

function answerLines(where: string, { ours, vendor }: Answers): string[] {
  return [`ours${where}: ${show(ours)}`, `the SDK's${where}: ${show(vendor)}`];
}

function show(value: unknown): string {
  return inspect(value, { depth: Infinity, breakLength: Infinity, maxArrayLength: null, maxStringLength: null });
}
