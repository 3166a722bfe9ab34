import type { BucketWire, ConditionWire, ExperimentWire, TargetWire } from '@polyflag/emulators';

// Hackle's definitions as a backend sends them, as far as they differ from one to the other.

export const SLOTS = 10_000;

/** What an experiment serves from a bucket: variations by their ids. */
export const variations = { A: 1, B: 2 } as const;

/** A bucket whose first slots lead to one thing and the following ones to another; the rest to nothing. */
export function bucket(
  id: number,
  seed: number,
  first: readonly [to: number, end: number],
  then?: typeof first,
): BucketWire {
  const [firstTarget, middle] = first;
  const slots = [{ startInclusive: 0, endExclusive: middle, variationId: firstTarget }];
  if (then !== undefined) slots.push({ startInclusive: middle, endExclusive: then[1], variationId: then[0] });
  return { id, seed, slotSize: SLOTS, slots };
}

/** A condition on a property of the user. */
export function property(
  name: string,
  operator: ConditionWire['match']['operator'],
  valueType: ConditionWire['match']['valueType'],
  values: readonly unknown[],
): ConditionWire {
  return { key: { type: 'USER_PROPERTY', name }, match: { type: 'MATCH', operator, valueType, values } };
}

export function target(...conditions: readonly ConditionWire[]): TargetWire {
  return { conditions };
}

/** An A/B test or a feature flag that runs; its id is its key. */
export function experiment(
  key: number,
  execution: NonNullable<ExperimentWire['execution']>,
  more: Partial<ExperimentWire> = {},
): ExperimentWire {
  return {
    id: key,
    key,
    variations: [
      { id: variations.A, key: 'A' },
      { id: variations.B, key: 'B' },
    ],
    execution,
    ...more,
  };
}
