import type { Answer } from './answer.js';
import type { Closure } from './closure.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { matcherKinds } from './matchers/kinds.js';
import type { Probe } from './probes.js';
import type { Answers, Verdict } from './sides.js';
import type { User } from './users.js';

export interface Question {
  readonly flagName: string;
  readonly user: User;
  readonly closure: Closure;
}

/** A question that the two sides answer differently, and no rule says so. */
export interface Disagreement extends Question {
  readonly asWritten: Answers;
  readonly rewritten: Answers | undefined;
}

/** How often one kind of matcher held, before it was negated, where both sides say the same. */
export interface Truth {
  held: number;
  failed: number;
}

/** What came of a comparison. */
export class Tally {
  evaluations = 0;
  agreed = 0;
  /** Differences with more than one rule in them. */
  bySeveralRules = 0;
  /** Differences with one rule in them, by its name. */
  readonly byRule: ReadonlyMap<string, { used: number }>;
  readonly truths: ReadonlyMap<string, Truth>;
  readonly disagreements: Disagreement[] = [];

  constructor(differences: readonly DeliberateDifference[]) {
    this.byRule = new Map(differences.map(({ id }) => [id, { used: 0 }]));
    this.truths = new Map(matcherKinds.map(({ name }) => [name, { held: 0, failed: 0 }]));
  }

  count(verdict: Verdict, question: Question): void {
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
        this.disagreements.push({ ...question, asWritten, rewritten });
      }
    }
  }

  countTruth({ kind, negated }: Probe, answer: Answer): void {
    const truth = this.truths.get(kind);
    if (truth === undefined || 'thrown' in answer || answer.treatment === 'control') return;
    if ((answer.treatment === 'on') !== negated) truth.held += 1;
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
