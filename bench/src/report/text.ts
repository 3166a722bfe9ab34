import { goalOf, rangeOf, shown, verdictOf, withUnit } from './numbers.js';
import type { Machine } from './machine.js';
import type { CaseResult } from './results.js';

/** A case as lines for a terminal. */
export function textOf(result: CaseResult, machine: Machine): string {
  const { title, unit, contestants, figures } = result;
  const widest = Math.max(...contestants.map(({ name }) => name.length));
  const rows = contestants.map(
    ({ name, median, min, max }) =>
      `  ${name.padEnd(widest)}  ${shown(median).padStart(10)} ${unit}   (${shown(min)} … ${shown(max)})`,
  );
  const findings = figures.map((figure) => {
    const goal = goalOf(figure);
    const verdict = verdictOf(figure, machine);
    const range = rangeOf(figure);
    return `  → ${figure.title}: ${withUnit(figure.median, figure.unit)}${range === '' ? '' : ` (${range})`}${goal === '' ? '' : `, ${goal}: ${verdict}`}`;
  });
  return [`${title} [${result.name}]`, ...rows, ...findings, ''].join('\n');
}
