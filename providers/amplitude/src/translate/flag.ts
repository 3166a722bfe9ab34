import type { Act, FlagProgram, Json, Range, Reason, Step } from '@polyflag/core-engine';
import type { Bucket, Flag, Segment } from '../wire/flag.js';
import { anyOf } from './condition.js';
import { Outcomes } from './outcomes.js';
import { sourceOf } from './source.js';

/** The step for whom the bucket of the last segment does not hold. */
const NOT_ALLOCATED = 'not allocated';

/** The members of a flag's metadata that its program shows. */
const shown = ['flagVersion', 'experimentKey'];

/** The program of a flag (spec §4.6): its segments are its steps. */
export function translateFlag(flag: Flag): FlagProgram {
  const outcomes = new Outcomes(flag);
  const steps = flag.segments.flatMap((segment, at) => stepsOf(segment, at, outcomes));
  const { flagType } = flag.metadata ?? {};
  return {
    key: flag.key,
    kind: typeof flagType === 'string' ? flagType : 'flag',
    info: infoOf(flag),
    outcomes: outcomes.list,
    ...(flag.dependencies.length === 0 ? {} : { first: flag.dependencies }),
    steps,
  };
}

function infoOf({ metadata = {} }: Flag): Record<string, Json> {
  return Object.fromEntries(
    shown.flatMap((name): [string, Json][] => (Object.hasOwn(metadata, name) ? [[name, metadata[name] as Json]] : [])),
  );
}

function stepsOf(segment: Segment, at: number, outcomes: Outcomes): Step[] {
  const { bucket, conditions, variant } = segment;
  const when = conditions === undefined ? {} : { when: anyOf(conditions) };
  const label = labelOf(segment, at);
  // Nothing but the order of segments decides: for everybody, or for whom no segment before this one was.
  const plain: Reason = conditions !== undefined ? 'TARGETING_MATCH' : at === 0 ? 'STATIC' : 'DEFAULT';
  if (bucket === undefined) {
    return [{ ...when, then: serve(outcomes.place(segment, variant)), label, reason: plain }];
  }
  const ranges = rangesOf(bucket, (name) => serve(outcomes.place(segment, name)));
  const missed = serve(outcomes.place(segment, variant));
  const split = (miss: Act): Act => ({ do: 'split', bucket: programBucket(bucket), ranges, miss });
  // Whoever the bucket of the rest does not hold gets a reason of its own. The step for that stands right behind: nobody
  // may come to it who is to go on.
  const isApart =
    conditions === undefined && [missed, ...ranges.map(({ then }) => then)].every((act) => act.do !== 'next');
  if (!isApart) return [{ ...when, then: split(missed), label, reason: 'SPLIT' }];
  return [
    { then: split({ do: 'goto', step: NOT_ALLOCATED }), label, reason: 'SPLIT' },
    { name: NOT_ALLOCATED, then: missed, label, reason: 'DEFAULT' },
  ];
}

/** A variant that the flag does not have leads to the next segment. */
function serve(outcome: number | undefined): Act {
  return outcome === undefined ? { do: 'next' } : { do: 'serve', outcome };
}

function labelOf({ metadata }: Segment, at: number): string {
  const name = metadata?.segmentName;
  return typeof name === 'string' ? name : `segment ${String(at + 1)}`;
}

/** Allocations one after the other, and in each its distributions: the first that holds decides (spec §4.10). */
function rangesOf({ allocations }: Bucket, act: (variant: string) => Act): Range[] {
  return allocations.flatMap(({ range: [from, to], distributions }) =>
    distributions.map(({ range: inner, variant }): Range => ({ from, to, inner, then: act(variant) })),
  );
}

function programBucket({ selector, salt }: Bucket) {
  return {
    space: 'two-level',
    hash: 'murmur3-wtf8',
    encoding: 'json',
    salt: `${salt}/`,
    of: sourceOf(selector) ?? { from: 'constant', value: null },
  } as const;
}
