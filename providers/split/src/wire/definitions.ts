/**
 * Split's definitions as they stand in `splitChanges`, in a localhost file and in Redis (shared format, spec 1.0 to 1.3).
 * Only what is read is listed. Nothing of it is trusted: a field may be missing or of another type until `decode.ts` has
 * looked at it.
 */

export interface FlagWire {
  readonly name: string;
  readonly trafficTypeName?: string | null;
  readonly changeNumber?: number;
  readonly status?: 'ACTIVE' | 'ARCHIVED';
  readonly killed?: boolean;
  readonly defaultTreatment?: string;
  readonly seed?: number;
  readonly trafficAllocationSeed?: number;
  /** 0..100; absent: everybody. */
  readonly trafficAllocation?: number | null;
  /** 1: the legacy hash; anything else: murmur3. */
  readonly algo?: number | null;
  readonly conditions?: readonly ConditionWire[] | null;
  /** By treatment: a JSON document as text, or (newer typings) as an object. */
  readonly configurations?: Readonly<Record<string, unknown>> | null;
  readonly sets?: readonly string[] | null;
  readonly impressionsDisabled?: boolean;
  readonly prerequisites?: readonly PrerequisiteWire[] | null;
}

export interface PrerequisiteWire {
  /** The other flag's name. */
  readonly n: string;
  /** The treatments that satisfy it. */
  readonly ts: readonly string[];
}

export interface ConditionWire {
  readonly conditionType?: 'ROLLOUT' | 'WHITELIST';
  readonly matcherGroup: { readonly combiner?: 'AND'; readonly matchers: readonly MatcherWire[] };
  /** Absent in the conditions of a rule-based segment. */
  readonly partitions?: readonly PartitionWire[];
  readonly label?: string;
}

export interface PartitionWire {
  readonly treatment: string;
  readonly size: number;
}

export interface MatcherWire {
  readonly matcherType: string;
  readonly negate?: boolean;
  readonly keySelector?: { readonly trafficType?: string; readonly attribute?: string | null } | null;
  readonly userDefinedSegmentMatcherData?: { readonly segmentName: string } | null;
  readonly userDefinedLargeSegmentMatcherData?: { readonly largeSegmentName: string } | null;
  readonly whitelistMatcherData?: { readonly whitelist: readonly string[] } | null;
  readonly unaryNumericMatcherData?: { readonly dataType?: string | null; readonly value: number } | null;
  readonly betweenMatcherData?: {
    readonly dataType?: string | null;
    readonly start: number;
    readonly end: number;
  } | null;
  readonly betweenStringMatcherData?: { readonly start: string; readonly end: string } | null;
  readonly booleanMatcherData?: boolean | null;
  readonly dependencyMatcherData?: { readonly split: string; readonly treatments: readonly string[] } | null;
  readonly stringMatcherData?: string | null;
}

/** A segment whose members are no members. */
export interface ExcludedSegmentWire {
  readonly name: string;
  /** `standard`, `rule-based` or `large`. */
  readonly type: string;
}

export interface RuleBasedSegmentWire {
  readonly name: string;
  readonly trafficTypeName?: string;
  readonly changeNumber?: number;
  readonly status?: 'ACTIVE' | 'ARCHIVED';
  readonly excluded?: {
    readonly keys?: readonly string[] | null;
    readonly segments?: readonly ExcludedSegmentWire[] | null;
  } | null;
  readonly conditions?: readonly ConditionWire[] | null;
}

/** The body of `segmentChanges/{name}` and of a localhost segment file. */
export interface SegmentWire {
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly since: number;
  readonly till: number;
}
