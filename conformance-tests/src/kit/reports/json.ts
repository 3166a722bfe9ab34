import { isConforming, totalsOf, type Report } from '../outcome.js';

/** A report as JSON text: totals, and each case with its outcome. */
export function asJson(report: Report): string {
  const { provider, strict, results, faults } = report;
  const cases = results.map(({ case: { id, requirements, level, title }, outcome, milliseconds }) => {
    const { kind, ...details } = outcome;
    return { id, requirements, level, title, outcome: kind, ...details, milliseconds };
  });
  const whole = {
    schemaVersion: 1,
    provider,
    strict,
    conforming: isConforming(report),
    totals: totalsOf(report),
    faults,
    cases,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
