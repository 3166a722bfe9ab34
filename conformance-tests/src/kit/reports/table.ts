import { sections } from '../cases/index.js';
import { counts, totalsOf, type Report, type Result } from '../outcome.js';

const WIDTH = 110;

/** A report for a terminal: the sections, what did not pass, and the totals in the last line. */
export function asTable(report: Report): string {
  const { provider, results, faults, strict } = report;
  const rows = sections.flatMap(({ title, cases }) => {
    const own = results.filter((result) => cases.includes(result.case));
    return own.length === 0 ? [] : [rowOf(title, own, strict)];
  });
  const details = results.filter(({ outcome }) => outcome.kind !== 'passed').map((result) => detailOf(result, strict));
  return [
    `OpenFeature conformance of ${provider}`,
    '',
    `${'section'.padEnd(38)}  passed  failed  deviating  skipped`,
    ...rows,
    ...(details.length === 0 ? [] : ['', ...details]),
    ...faults.map((fault) => `FAULT    ${fault}`),
    '',
    totalLine(report),
  ].join('\n');
}

/** The totals in one line. */
function totalLine(report: Report): string {
  const { passed, failed, failedQuality, skipped, deviating } = totalsOf(report);
  const quality = failedQuality === 0 ? '' : `, ${failedQuality} failed in quality only`;
  return `${passed} passed, ${failed} failed, ${deviating} deviating, ${skipped} skipped${quality}`;
}

function rowOf(title: string, results: readonly Result[], strict: boolean): string {
  const { passed, failed, failedQuality, skipped, deviating } = totalsOf({ provider: '', results, faults: [], strict });
  const columns = [
    [passed, 6],
    [failed + failedQuality, 8],
    [deviating, 11],
    [skipped, 9],
  ] as const;
  return `${title.padEnd(38)}  ${columns.map(([count, width]) => String(count).padStart(width)).join('')}`;
}

function detailOf(result: Result, strict: boolean): string {
  const { outcome, case: candidate } = result;
  const name = `${candidate.id} ${candidate.title}`;
  switch (outcome.kind) {
    case 'passed':
      return `passed   ${name}`;
    case 'failed':
      return `${counts(result, strict) ? 'FAILED ' : 'quality'}  ${name}\n           ${shortened(outcome.message)}`;
    case 'deviating':
      return `deviates ${name}\n           ${shortened(outcome.summary)}`;
    case 'skipped':
      return `skipped  ${candidate.id} for want of ${shortened(outcome.missing)}`;
  }
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}
