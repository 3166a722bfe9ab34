import { murmur3, slotBucket } from '@polyflag/core-engine';
import { FormatError, rowsOf, type VectorCase } from '../case.js';
import { openClient } from './opened.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows of `hackle-hash/1` (spec §10.1): the hash by the engine's own function, and the slot by a client, whose workspace
 * has one A/B test with the slot that is expected and no other.
 */
export function hashCases(document: Row): VectorCase[] {
  return rowsOf(document.rows, 'rows').map((row, at) => {
    const { value, seed, hash, slotSize, slot } = row;
    if (typeof value !== 'string' || ![seed, hash, slotSize, slot].every(Number.isInteger)) {
      throw new FormatError(`rows[${String(at)}] has no value, seed, hash, slotSize and slot`);
    }
    return {
      id: `rows[${String(at)}] ${String(row.group)}`,
      expected: { hash, slot, allocated: allocatedOf(value) },
      answer: async () => ({
        hash: murmur3(value, seed as number) | 0,
        slot: slotBucket(murmur3(value, seed as number), slotSize as number),
        allocated: await variationIn(value, workspaceOf(seed, slotSize, slot as number)),
      }),
    };
  });
}

/** Text that is blank identifies nobody, so that no client is asked for its slot (spec §6.2). */
function allocatedOf(value: string): string {
  return value.trim() === '' || value.length > 512 ? 'INVALID_INPUT' : 'TRAFFIC_ALLOCATED';
}

async function variationIn(value: string, workspace: unknown): Promise<string> {
  const { client } = await openClient(workspace);
  const { reason } = client.variationDetail(1, value);
  await client.close();
  return reason;
}

function workspaceOf(seed: unknown, slotSize: unknown, slot: number): unknown {
  const execution = { status: 'RUNNING', version: 1, defaultRule: { type: 'BUCKET', bucketId: 1 } };
  const variations = [{ id: 1, key: 'A', status: 'ACTIVE' }];
  return {
    experiments: [{ id: 1, key: 1, version: 1, identifierType: '$id', variations, execution }],
    buckets: [{ id: 1, seed, slotSize, slots: [{ startInclusive: slot, endExclusive: slot + 1, variationId: 1 }] }],
  };
}
