import type { ConditionWire, FlagWire, PartitionWire } from '@polyflag/split-provider/internal';
import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

const flag = flagWith({ matcherType: 'ALL_KEYS' });

export const shares: DeliberateDifference = {
  id: 'shares',
  rule: 'Split page §2.3 → Do: partitions that do not add up to the bucket',
  answer: 'a bucket past the last partition is served `control`',
  concerns: ({ flags }) => flags.some(({ conditions }) => (conditions ?? []).some(addsUpToSomethingElse)),
  flag: (other) => withConditions(other, filledUp),
  example: flagExample(
    withConditions(flag, (condition) => ({ ...condition, partitions: [{ treatment: 'on', size: 0 }] })),
    {},
    'control',
  ),
};

function withConditions(other: FlagWire, change: (condition: ConditionWire) => ConditionWire): FlagWire {
  return { ...other, conditions: (other.conditions ?? []).map(change) };
}

function addsUpToSomethingElse({ partitions = [] }: ConditionWire): boolean {
  return partitions.reduce((sum, { size }) => sum + size, 0) !== 100;
}

/** The same condition with partitions of exactly 100: cut off there, or with `control` for the rest. */
function filledUp(condition: ConditionWire): ConditionWire {
  if (!addsUpToSomethingElse(condition)) return condition;
  let rest = 100;
  const partitions: PartitionWire[] = [];
  for (const { treatment, size } of condition.partitions ?? []) {
    partitions.push({ treatment, size: Math.min(size, rest) });
    rest -= Math.min(size, rest);
  }
  return { ...condition, partitions: [...partitions, { treatment: 'control', size: rest }] };
}
