import type { Act, Condition, Range, Step } from '@polyflag/core-engine';
import type { Bucket, Container, ExperimentRecord, Slot } from '../wire/workspace.js';
import { bucketOf, missing } from './buckets.js';

const outside = { label: 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT', reason: 'DEFAULT' } as const;

/** Steps for those who do not take part because of another test of the container (spec §3.3); none: there is no container. */
export function notInContainer({ experiment, container, buckets }: ExperimentRecord): Step[] {
  if (experiment.containerId === undefined) return [];
  if (container === undefined) return [{ then: missing('container', experiment.containerId), ...outside }];
  const bucket = buckets.find(({ id }) => id === container.bucketId);
  if (bucket === undefined) return [{ then: missing('bucket', container.bucketId), ...outside }];
  const when = simpleCondition(container, bucket, experiment.id, experiment.identifierType);
  if (when !== undefined) return [{ when, then: { do: 'caller' }, ...outside }];
  return [{ then: bySlot(container, bucket, experiment.id, experiment.identifierType), ...outside }];
}

/** Where every slot leads to a group and none overlaps another: outside the slots of the groups that list the test. */
function simpleCondition(
  container: Container,
  bucket: Bucket,
  experiment: number,
  identifierType: string,
): Condition | undefined {
  const groups = bucket.slots.map(({ target }) => container.groups.find(({ id }) => id === target));
  if (groups.includes(undefined) || overlap(bucket.slots)) return undefined;
  const ranges = bucket.slots.filter((_, at) => groups[at]?.experiments.includes(experiment));
  return {
    if: 'not',
    of: {
      if: 'bucket',
      bucket: bucketOf(bucket, identifierType),
      ranges: ranges.map(({ from, to }) => ({ from, to })),
    },
  };
}

/** Slot by slot: the first that holds the user says whether he takes part, or that it leads nowhere. */
function bySlot(container: Container, bucket: Bucket, experiment: number, identifierType: string): Act {
  const ranges = bucket.slots.map(({ from, to, target }): Range => {
    const group = container.groups.find(({ id }) => id === target);
    if (group === undefined) return { from, to, then: missing('group', target) };
    return { from, to, then: group.experiments.includes(experiment) ? { do: 'next' } : { do: 'caller' } };
  });
  return { do: 'split', bucket: bucketOf(bucket, identifierType), ranges, miss: { do: 'caller' } };
}

function overlap(slots: readonly Slot[]): boolean {
  const sorted = slots.toSorted((a, b) => a.from - b.from);
  return sorted.some(({ from }, at) => at > 0 && from < (sorted[at - 1] as Slot).to);
}
