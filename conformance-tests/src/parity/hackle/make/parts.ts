import type { Action } from '@polyflag/hackle-provider/internal';
import type { BucketWire, ContainerWire, ParameterConfigurationWire, SegmentWire } from '@polyflag/emulators';
import type { Random } from '../../random.js';
import { makeTarget } from './conditions.js';

/** What experiments and parameters share, as it grows while they are made. */
export interface Parts {
  readonly buckets: BucketWire[];
  readonly segments: readonly SegmentWire[];
  readonly configurations: readonly ParameterConfigurationWire[];
}

/** The id of a bucket that is missing. */
export const NO_BUCKET = 99_999;

export function makeSegments(random: Random): SegmentWire[] {
  const nobody = { segments: [], experiments: [], flags: [] };
  return Array.from({ length: 12 }, (_, at) => ({
    key: `segment_${at}`,
    id: at + 1,
    type: random.pick(['USER_ID', 'USER_PROPERTY'] as const),
    targets: Array.from({ length: at === 0 ? 0 : random.int(1, 3) }, () => makeTarget(random, 'segment', nobody)),
  }));
}

export function makeConfigurations(random: Random): ParameterConfigurationWire[] {
  return Array.from({ length: 8 }, (_, at) => ({
    id: at + 1,
    parameters: [
      { key: 'color', value: random.pick(['red', 'blue', '']) },
      { key: 'size', value: random.pick([0, 1.5, -2, '12']) },
      { key: 'shown', value: random.pick([true, false, 'true']) },
      { key: 'layout', value: random.pick(['{"rows":2}', '[]', '{']) },
    ].slice(0, random.int(0, 4)),
  }));
}

/** A bucket whose slots lead to these ids, and its own id. */
export function makeBucket(random: Random, parts: Parts, targets: readonly number[]): number {
  const id = 6_000 + parts.buckets.length;
  const slotSize = random.weighted([
    [8, 10_000],
    [2, 100],
    [1, 7],
    [1, 1],
  ]);
  parts.buckets.push({ id, seed: seedOf(random), slotSize, slots: slotsOf(random, slotSize, targets) });
  return id;
}

function seedOf(random: Random): number {
  return random.chance(0.1)
    ? random.pick([0, 1, -1, 0x7fff_ffff, -0x8000_0000])
    : random.int(-0x8000_0000, 0x7fff_ffff);
}

function slotsOf(random: Random, slotSize: number, targets: readonly number[]): BucketWire['slots'] {
  const edges = [0, slotSize, ...Array.from({ length: targets.length - 1 }, () => random.int(0, slotSize))];
  edges.sort((one, other) => one - other);
  const slots = targets.map((target, at) => ({
    startInclusive: edges[at] ?? 0,
    endExclusive: edges[at + 1] ?? 0,
    variationId: target,
  }));
  return random.weighted<() => BucketWire['slots']>([
    [6, () => slots],
    // With gaps.
    [
      2,
      () =>
        slots.map((slot) => ({
          ...slot,
          endExclusive: slot.startInclusive + Math.floor((slot.endExclusive - slot.startInclusive) / 2),
        })),
    ],
    // One over another, out of order.
    [
      1,
      () =>
        random.shuffled([
          ...slots,
          { startInclusive: 0, endExclusive: Math.ceil(slotSize / 3), variationId: random.pick(targets) },
        ]),
    ],
    [1, () => []],
  ])();
}

/** A container whose groups list some of these experiments. */
export function makeContainer(random: Random, parts: Parts, id: number, experiments: readonly number[]): ContainerWire {
  const groups = [1, 2, 3].map((group) => ({
    id: id * 10 + group,
    experiments: random.some(experiments, 0, experiments.length),
  }));
  const ids = groups.map((group) => group.id);
  return {
    id,
    bucketId: random.chance(0.03) ? NO_BUCKET : makeBucket(random, parts, random.chance(0.05) ? [...ids, 9] : ids),
    groups,
  };
}

/**
 * An action that leads to one of these variations, or nowhere.
 *
 * @param unknown how often what it leads to is missing
 */
export function makeAction(random: Random, parts: Parts, variations: readonly number[], unknown: number): Action {
  if (random.chance(0.5)) {
    return { type: 'VARIATION', variationId: random.chance(unknown) ? 9_999 : random.pick(variations) };
  }
  if (random.chance(unknown)) return { type: 'BUCKET', bucketId: NO_BUCKET };
  const targets = random.chance(0.05) ? [...variations, 9_999] : variations;
  return { type: 'BUCKET', bucketId: makeBucket(random, parts, targets) };
}
