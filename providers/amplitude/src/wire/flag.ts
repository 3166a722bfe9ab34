import type { Json } from '@polyflag/core-engine';

/** A flag as the flag endpoint sends it, looked at (spec §4.5). What was null is left out. */
export interface Flag {
  readonly key: string;
  readonly variants: Readonly<Record<string, FlagVariant>>;
  readonly segments: readonly Segment[];
  readonly dependencies: readonly string[];
  readonly metadata: Metadata | undefined;
}

export type Metadata = Readonly<Record<string, Json>>;

/** A variant; members that the backend adds are kept. */
export interface FlagVariant {
  readonly key?: string | null;
  /** Any JSON; callers get it as text. */
  readonly value?: Json;
  readonly payload?: Json;
  readonly metadata?: Metadata | null;
  readonly [member: string]: Json | undefined;
}

export interface Segment {
  readonly bucket: Bucket | undefined;
  /** One of the inner lists must hold as a whole; absent: everybody. */
  readonly conditions: readonly (readonly Condition[])[] | undefined;
  /** For whom no bucket decides. */
  readonly variant: string | undefined;
  readonly metadata: Metadata | undefined;
}

export interface Bucket {
  readonly selector: readonly string[];
  readonly salt: string;
  readonly allocations: readonly Allocation[];
}

export interface Allocation {
  readonly range: Range;
  readonly distributions: readonly Distribution[];
}

export interface Distribution {
  readonly variant: string;
  readonly range: Range;
}

/** The upper end is excluded. */
export type Range = readonly [from: number, to: number];

export interface Condition {
  readonly selector: readonly string[];
  readonly op: string;
  readonly values: readonly string[];
}
