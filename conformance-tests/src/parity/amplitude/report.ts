import type { Tally } from './tally.js';
import type { Verdict } from './verdict.js';

/** So many disagreements are shown. */
const SHOWN = 3;

/** A comparison in one line for each thing. */
export function describeTally({ evaluations, agreed, failed, byRule, bySeveralRules, disagreements }: Tally): string {
  const rules = [...byRule].map(([id, { used }]) => `    ${String(used)} by "${id}"`);
  return [
    `    ${String(evaluations)} evaluations, ${String(agreed)} alike (${String(failed)} of them failed alike)`,
    ...rules,
    `    ${String(bySeveralRules)} by several rules, ${String(disagreements.length)} by none`,
  ].join('\n');
}

/** Disagreements, so that each can be looked into. */
export function describeDisagreements(seed: number, disagreements: readonly Verdict[]): string {
  const shown = disagreements.slice(0, SHOWN).map((verdict) => JSON.stringify(verdict, undefined, 1));
  return [`${String(disagreements.length)} disagreements with seed ${String(seed)}`, ...shown].join('\n');
}
