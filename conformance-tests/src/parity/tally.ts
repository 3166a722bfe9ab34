import type { Answers, Rule, Verdict } from './verdict.js';

/** A question that the two sides answer differently, and no rule says so. */
export interface Disagreement<Question, Answer> {
  readonly question: Question;
  readonly asWritten: Answers<Answer>;
  readonly rewritten: Answers<Answer> | undefined;
}

/** How often one kind of condition held, before it was negated, where both sides say the same. */
export interface Truth {
  held: number;
  failed: number;
}

/** What came of a comparison. */
export class Tally<Question, Answer> {
  evaluations = 0;
  agreed = 0;
  /** Differences with more than one rule in them. */
  bySeveralRules = 0;
  /** Differences with one rule in them, by its name. */
  readonly byRule: ReadonlyMap<string, { used: number }>;
  readonly truths: ReadonlyMap<string, Truth>;
  readonly disagreements: Disagreement<Question, Answer>[] = [];

  /** @param kinds the kinds of conditions whose truth is counted */
  constructor(rules: readonly Rule[], kinds: Iterable<string>) {
    this.byRule = new Map(rules.map(({ id }) => [id, { used: 0 }]));
    this.truths = new Map(Array.from(kinds, (kind) => [kind, { held: 0, failed: 0 }]));
  }

  count(verdict: Verdict<Answer>, question: Question): void {
    this.evaluations += 1;
    switch (verdict.kind) {
      case 'agreed':
        this.agreed += 1;
        break;
      case 'deliberate':
        this.countRules(verdict.rules);
        break;
      case 'disagreed': {
        const { asWritten, rewritten } = verdict;
        this.disagreements.push({ question, asWritten, rewritten });
      }
    }
  }

  countTruth(kind: string, held: boolean): void {
    const truth = this.truths.get(kind);
    if (truth === undefined) return;
    if (held) truth.held += 1;
    else truth.failed += 1;
  }

  /** The rules that no evaluation needed on their own account. */
  get unused(): string[] {
    return [...this.byRule].filter(([, { used }]) => used === 0).map(([id]) => id);
  }

  /** Where several rules meet, it is not known which of them made the difference. */
  private countRules([first = '', ...more]: readonly string[]): void {
    const rule = more.length === 0 ? this.byRule.get(first) : undefined;
    if (rule === undefined) this.bySeveralRules += 1;
    else rule.used += 1;
  }
}
