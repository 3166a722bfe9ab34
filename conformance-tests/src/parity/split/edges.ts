import { murmur3, percentBucket } from '@polyflag/core-engine';
import type { FlagWire } from '@polyflag/split-provider/internal';
import type { Random } from '../random.js';

/** A bucketing key whose bucket lies on an edge of what a flag divides, or just past one. */
export function keyAtEdge(random: Random, flag: FlagWire): string {
  const [seed, edge] = random.pick(edgesOf(flag));
  const wanted = Math.min(100, Math.max(1, Math.floor(edge) + random.int(0, 1)));
  const first = random.int(0, 1_000_000);
  // A hundred buckets: some of so many keys is in the one that is wanted, as good as always.
  for (let at = first; at < first + 1_000; at += 1) {
    if (percentBucket(murmur3(`edge-${at}`, seed)) === wanted) return `edge-${at}`;
  }
  return `edge-${first}`;
}

/** Where the traffic allocation ends, and where each partition does, each with its seed. */
function edgesOf({ seed = 0, trafficAllocation, trafficAllocationSeed = 0, conditions }: FlagWire): [number, number][] {
  const edges: [number, number][] = [[trafficAllocationSeed, trafficAllocation ?? 100]];
  for (const { partitions = [] } of conditions ?? []) {
    let sum = 0;
    for (const { size } of partitions) {
      sum += size;
      edges.push([seed, sum]);
    }
  }
  return edges;
}
