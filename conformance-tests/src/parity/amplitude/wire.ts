/** A flag, as the flag endpoint sends it (spec §4.5). */
export interface FlagWire {
  readonly key: string;
  readonly variants: Readonly<Record<string, VariantWire>>;
  readonly segments: readonly SegmentWire[];
  readonly dependencies?: readonly string[];
  readonly metadata?: Table;
}

export type Table = Readonly<Record<string, unknown>>;

export interface VariantWire {
  readonly key?: string;
  readonly value?: unknown;
  readonly payload?: unknown;
  readonly metadata?: Table;
}

export interface SegmentWire {
  readonly conditions?: readonly (readonly ConditionWire[])[];
  readonly bucket?: BucketWire;
  readonly variant?: string;
  readonly metadata?: Table;
}

export interface BucketWire {
  readonly selector: readonly string[];
  readonly salt: string;
  readonly allocations: readonly {
    readonly range: readonly [number, number];
    readonly distributions: readonly { readonly variant: string; readonly range: readonly [number, number] }[];
  }[];
}

export interface ConditionWire {
  readonly selector: readonly string[];
  readonly op: string;
  readonly values: readonly string[];
}

export interface CohortWire {
  readonly cohortId: string;
  readonly groupType: string;
  readonly memberIds: readonly string[];
}

/** What a deployment serves. */
export interface Definitions {
  readonly flags: readonly FlagWire[];
  readonly cohorts: readonly CohortWire[];
}

/** Who is asked for. */
export type User = Readonly<Record<string, unknown>>;
