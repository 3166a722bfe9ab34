import { decodeArrival, decodeFlag, SplitDefinitions } from '@polyflag/split-provider/internal';

/**
 * The part of our provider that holds what is defined. A localhost client changes by reading its file again; a change of one
 * flag, as a stream will bring it, is measured here.
 */
export async function innerDefinitions(flags: readonly unknown[]): Promise<SplitDefinitions> {
  const definitions = new SplitDefinitions({ dateUnit: 'ms', ignoreAlgo: false }, (problem) => {
    throw new Error(problem);
  });
  definitions.replace(await decodeArrival({ flags, ruleBasedSegments: [] }), []);
  return definitions;
}

/** Puts one flag in its place, from the text in which it arrives. @returns how many flags may answer otherwise now */
export function changeFlag(definitions: SplitDefinitions, text: string): number {
  const decoded = decodeFlag(JSON.parse(text));
  if (!('wire' in decoded)) throw new Error(decoded.problem);
  return definitions.change({ flags: { put: [decoded] } }).length;
}
