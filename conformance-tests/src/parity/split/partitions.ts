import type { PartitionWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';
import { treatments } from './treatments.js';

/** Shares that add up to exactly 100, whichever way they are added up from the left. */
const shares: readonly (readonly number[])[] = [
  [100],
  [100],
  [50, 50],
  [0, 100],
  [100, 0],
  [0, 100, 0],
  [1, 33, 66],
  [1, 99],
  [33.3, 66.7],
  [12.5, 12.5, 75],
  [0.5, 99.5],
  [49.75, 50.25],
  [7, 13, 0, 29, 51],
  [20, 20, 20, 20, 20],
  [99.5, 0, 0.5],
];

/** Shares that do not. */
const otherShares: readonly (readonly number[])[] = [[45, 45], [10], [60, 60], [0, 0], [33, 33, 33]];

/** The partitions of a condition. */
export function makePartitions(random: Random): PartitionWire[] {
  const sizes = random.pick(random.chance(0.01) ? otherShares : shares);
  const names = random.shuffled<string>(treatments);
  return sizes.map((size, at) => ({ treatment: treatmentAt(random, names, at), size }));
}

function treatmentAt(random: Random, names: readonly string[], at: number): string {
  return random.chance(0.02) ? random.pick(['control', ...names]) : (names[at] ?? 'on');
}
