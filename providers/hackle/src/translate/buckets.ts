import type { Act, Bucket as ProgramBucket } from '@polyflag/core-engine';
import type { Bucket } from '../wire/workspace.js';

/** The bucket of an identifier (spec §4). */
export function bucketOf({ seed, slotSize }: Bucket, identifierType: string): ProgramBucket {
  return {
    space: 'slots',
    hash: 'murmur3',
    seed,
    slots: slotSize,
    of: { from: 'identifier', name: identifierType },
  };
}

/** A part that must be there is not: the evaluation fails. */
export function missing(kind: string, id: number | undefined): Act {
  const message = id === undefined ? `there is no ${kind}` : `there is no ${kind} ${String(id)}`;
  return { do: 'fail', code: 'GENERAL', message, stop: true };
}
