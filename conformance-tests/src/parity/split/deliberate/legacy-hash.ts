import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

const flag = flagWith({ matcherType: 'ALL_KEYS' });

export const legacyHash: DeliberateDifference = {
  id: 'legacy hash',
  rule: 'Split page §2.4 → Do: `algo` 1 buckets with the legacy hash; a switch forces murmur3',
  answer: 'a flag with `algo` 1 buckets with the legacy hash; with `ignoreAlgo`, with murmur3',
  concerns: ({ flags }) => flags.some(({ algo }) => algo === 1),
  ours: { ignoreAlgo: true },
  // The row "algo 1 flag, 50/50" of the recorded vectors.
  example: flagExample(
    {
      ...flag,
      algo: 1,
      seed: 467_569_525,
      conditions: (flag.conditions ?? []).map((condition) => ({
        ...condition,
        partitions: [
          { treatment: 'a', size: 50 },
          { treatment: 'b', size: 50 },
        ],
      })),
    },
    {},
    'a',
  ),
};
