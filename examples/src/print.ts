import { ProviderEvents } from '@openfeature/server-sdk';
import type { Observed } from './application.js';
import { tableOf } from './table.js';

/** A heading and what stands below it. */
export function print(heading: string, text: string): void {
  console.log(`\n${heading}\n\n${text}`);
}

export function printTable(heading: string, rows: readonly object[]): void {
  print(heading, tableOf(rows));
}

export function printChange(heading: string, user: string, { event, before, after }: Observed): void {
  const lines = [
    `event   ${ProviderEvents.ConfigurationChanged}, flags changed: ${event.flagsChanged?.join(', ') ?? 'none'}`,
    `before  ${user} ${JSON.stringify(before)}`,
    `after   ${user} ${JSON.stringify(after.value)}, reason ${after.reason ?? 'none'}`,
  ];
  print(heading, lines.map((line) => `  ${line}`).join('\n'));
}

/** How often each text is there, as a table. */
export function printCounts(heading: string, column: string, texts: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  printTable(
    heading,
    [...counts].map(([text, count]) => ({ [column]: text, count })),
  );
}
