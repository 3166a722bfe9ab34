import { operators } from './conditions.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import type { Answer } from './side.js';
import type { Verdict } from './verdict.js';

/** What came of a comparison. */
export class Tally {
  evaluations = 0;
  agreed = 0;
  /** How many evaluations ended with the same error on both sides. */
  failed = 0;
  /** Differences with more than one rule in them. */
  bySeveralRules = 0;
  /** Differences with one rule in them, by its name. */
  readonly byRule: ReadonlyMap<string, { used: number }>;
  /** How often a condition with an operator held and did not hold. */
  readonly truths: ReadonlyMap<string, { held: number; failed: number }>;
  readonly disagreements: Verdict[] = [];

  constructor(differences: readonly DeliberateDifference[]) {
    this.byRule = new Map(differences.map(({ id }) => [id, { used: 0 }]));
    this.truths = new Map(Object.keys(operators).map((op) => [op, { held: 0, failed: 0 }]));
  }

  count(verdict: Verdict): void {
    this.evaluations += 1;
    const { rules, ours } = verdict;
    if (rules === undefined) {
      this.disagreements.push(verdict);
      return;
    }
    const [first, ...more] = rules;
    if (first === undefined) {
      this.agreed += 1;
      if ('thrown' in ours) this.failed += 1;
      else this.countTruths(ours);
      return;
    }
    const rule = more.length === 0 ? this.byRule.get(first) : undefined;
    if (rule === undefined) this.bySeveralRules += 1;
    else rule.used += 1;
  }

  /** The rules that no evaluation needed on their own account. */
  get unused(): string[] {
    return [...this.byRule].filter(([, { used }]) => used === 0).map(([id]) => id);
  }

  private countTruths(answer: Answer): void {
    for (const [flagKey, variant] of Object.entries(answer)) {
      const truth = flagKey.startsWith('probe ') ? this.truths.get(flagKey.slice('probe '.length)) : undefined;
      if (truth === undefined) continue;
      if ((variant as { readonly key?: unknown }).key === 'on') truth.held += 1;
      else truth.failed += 1;
    }
  }
}
