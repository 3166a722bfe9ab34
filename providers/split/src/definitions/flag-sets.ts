import type { FlagRecord } from '../wire/decode.js';

/** The names of the flags in each flag set. */
export function indexFlagSets(flags: Iterable<readonly [name: string, FlagRecord]>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [name, { sets }] of flags) {
    if (!Array.isArray(sets)) continue;
    for (const flagSet of new Set<unknown>(sets)) {
      if (typeof flagSet !== 'string') continue;
      const names = index.get(flagSet);
      if (names === undefined) index.set(flagSet, [name]);
      else names.push(name);
    }
  }
  return index;
}
