import type { Change, Decision, Definition, Segment, Subject } from '@polyflag/core-engine';

/**
 * The part of our provider that holds what is defined. A localhost client changes by reading its file again; a change of one
 * flag, as a stream will bring it, is measured here.
 */
export interface InnerDefinitions {
  readonly set: { subject(): Subject; evaluate(flag: string, subject: Subject): Decision };
  replace(arrival: DecodedArrival, segments: readonly Segment[]): string[];
  change(change: Change): string[];
}

type DecodedArrival = Readonly<Record<'flags' | 'ruleBasedSegments' | 'problems', readonly unknown[]>>;

interface DefinitionsModule {
  readonly SplitDefinitions: new (
    options: { dateUnit: 'ms'; ignoreAlgo: boolean },
    onProblem: (message: string) => void,
  ) => InnerDefinitions;
  readonly decodeArrival: (arrival: {
    flags: readonly unknown[];
    ruleBasedSegments: readonly unknown[];
  }) => Promise<DecodedArrival>;
}

interface DecodeModule {
  readonly decodeFlag: (raw: unknown) => Definition;
}

/** Definitions of a set, decoded and in place, and the function that looks at one flag that arrives later. */
export async function innerDefinitions(
  flags: readonly unknown[],
): Promise<{ definitions: InnerDefinitions; decodeFlag: (raw: unknown) => Definition }> {
  const { SplitDefinitions, decodeArrival } = (await inner('definitions.js')) as DefinitionsModule;
  const { decodeFlag } = (await inner('wire/decode.js')) as DecodeModule;
  const definitions = new SplitDefinitions({ dateUnit: 'ms', ignoreAlgo: false }, (problem) => {
    throw new Error(problem);
  });
  definitions.replace(await decodeArrival({ flags, ruleBasedSegments: [] }), []);
  return { definitions, decodeFlag };
}

function inner(file: string): Promise<unknown> {
  return import(new URL(file, import.meta.resolve('@polyflag/split-provider')).href);
}
