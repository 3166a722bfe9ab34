import type { ConformanceCase } from './case.js';

/** How a case ended. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly message: string }
  /** What it needs is not there: a capability, a member of the adapter, a flag. Never a pass. */
  | { readonly kind: 'skipped'; readonly missing: string }
  /** It failed, and the adapter says why. */
  | { readonly kind: 'deviating'; readonly summary: string; readonly link?: string; readonly message: string };

export interface Result {
  readonly case: ConformanceCase;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** What there is about a whole run. */
export interface Report {
  readonly provider: string;
  readonly results: readonly Result[];
  /** What went wrong outside of any case: with the adapter's set-up and tear-down. */
  readonly faults: readonly string[];
  readonly strict: boolean;
}

/** How many cases ended how. Failed ones of quality are apart where they do not count. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly failedQuality: number;
  readonly skipped: number;
  readonly deviating: number;
}

/** Whether a result fails the run. */
export function counts({ case: { level }, outcome }: Result, strict: boolean): boolean {
  return outcome.kind === 'failed' && (strict || level !== 'Q' || outcome.message.startsWith(STALE_DEVIATION));
}

/** How the message begins of a case that was declared as a deviation and is none. */
export const STALE_DEVIATION = 'declared as a deviation';

export function totalsOf({ results, strict }: Report): Totals {
  const count = (accept: (result: Result) => boolean): number => results.filter(accept).length;
  const ended = (kind: Outcome['kind']) => (result: Result) => result.outcome.kind === kind;
  const failed = count((result) => counts(result, strict));
  return {
    passed: count(ended('passed')),
    failed,
    failedQuality: count(ended('failed')) - failed,
    skipped: count(ended('skipped')),
    deviating: count(ended('deviating')),
  };
}

/** Whether the run shows conformance: nothing failed that counts, and something passed. */
export function isConforming(report: Report): boolean {
  const { passed, failed } = totalsOf(report);
  return failed === 0 && passed > 0 && report.faults.length === 0;
}
