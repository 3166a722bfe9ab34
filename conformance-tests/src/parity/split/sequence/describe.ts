import { changeKinds, inlines } from './changes.js';
import type { SequenceTally } from './run.js';

/** What a sequence counted. */
export function describeSequence({ changes, steps, answers, carried }: SequenceTally): string {
  const counted = <T>(values: readonly T[], valueOf: (change: (typeof changes)[number]) => T): string =>
    values.map((value) => `${changes.filter((one) => valueOf(one) === value).length} ${String(value)}`).join(', ');
  return [
    `${changes.length} changes in ${steps} steps, ${answers} answers of each side compared`,
    counted(changeKinds, ({ kind }) => kind),
    `inline: ${counted(inlines, ({ inline }) => inline)}`,
    `taken from notifications, by side: ${carried.join(', ')}`,
  ].join('\n');
}
