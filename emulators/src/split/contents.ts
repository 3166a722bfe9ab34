import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';

/** What an environment is to hold. A part that is left out stays as it is. */
export interface Contents {
  readonly flags?: readonly FlagWire[];
  readonly ruleBasedSegments?: readonly RuleBasedSegmentWire[];
  /** The members of segments, by name. Segments that are not named stay. */
  readonly segments?: Readonly<Record<string, Iterable<string>>>;
  /** A change number that the flags have reached. */
  readonly till?: number;
}

/** The body of an answer of `splitChanges`, of any version (spec §1.1). */
export type ChangesBody =
  | {
      readonly ff: { readonly t?: number; readonly d?: readonly FlagWire[] | null };
      readonly rbs?: { readonly d?: readonly RuleBasedSegmentWire[] | null } | null;
    }
  | { readonly splits: readonly FlagWire[]; readonly till?: number };

export function contentsOf(given: Contents | ChangesBody): Contents {
  if ('splits' in given) return { flags: given.splits, ...tillOf(given.till) };
  if (!('ff' in given)) return given;
  const { ff, rbs } = given;
  return { flags: ff.d ?? [], ruleBasedSegments: rbs?.d ?? [], ...tillOf(ff.t) };
}

function tillOf(till: number | undefined): { till?: number } {
  return till === undefined ? {} : { till };
}
