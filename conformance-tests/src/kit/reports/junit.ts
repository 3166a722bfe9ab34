import { nameOf } from '../case.js';
import { counts, totalsOf, type Report, type Result } from '../outcome.js';

/** A report in the form of JUnit, which build servers read. What deviates is skipped there, with its summary. */
export function asJunit(report: Report): string {
  const { provider, results, faults, strict } = report;
  const { failed } = totalsOf(report);
  const skipped = results.filter((result) => elementOf(result, strict).startsWith('<skipped')).length;
  const attributes = [
    `name="${escaped(provider)}"`,
    `tests="${results.length}"`,
    `failures="${failed}"`,
    `errors="${faults.length}"`,
    `skipped="${skipped}"`,
  ];
  const cases = results.map((result) => {
    const seconds = (result.milliseconds / 1_000).toFixed(3);
    const name = escaped(nameOf(result.case));
    return `  <testcase classname="${escaped(provider)}" name="${name}" time="${seconds}">${elementOf(result, strict)}</testcase>`;
  });
  const errors = faults.map(
    (fault) =>
      `  <testcase classname="${escaped(provider)}" name="the adapter"><error message="${escaped(fault)}"/></testcase>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite ${attributes.join(' ')}>`,
    ...cases,
    ...errors,
    '</testsuite>',
    '',
  ].join('\n');
}

function elementOf(result: Result, strict: boolean): string {
  const { outcome } = result;
  switch (outcome.kind) {
    case 'passed':
      return '';
    case 'failed':
      return counts(result, strict)
        ? `<failure message="${escaped(outcome.message)}"/>`
        : `<skipped message="${escaped(`quality: ${outcome.message}`)}"/>`;
    case 'skipped':
      return `<skipped message="${escaped(`for want of ${outcome.missing}`)}"/>`;
    case 'deviating':
      return `<skipped message="${escaped(`deviates: ${outcome.summary}`)}"/>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML knows no other control characters, not even escaped. */
function escaped(text: string): string {
  // A lone surrogate has no form in a file.
  return Buffer.from(text)
    .toString()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '�')
    .replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? character);
}
