import type { Json } from '@polyflag/core-engine';

/**
 * A workspace as it is kept (spec §2.1, §2.2): what is evaluated or reported of it and nothing else, looked at by
 * `decode.ts`. What a server does not support has been left out (§2.4).
 */

export type ExperimentType = 'AB_TEST' | 'FEATURE_FLAG';

export type ExperimentStatus = 'DRAFT' | 'RUNNING' | 'PAUSED' | 'COMPLETED';

/** An A/B test or a feature flag. */
export interface Experiment {
  readonly id: number;
  readonly key: number;
  readonly version: number;
  readonly executionVersion: number;
  readonly status: ExperimentStatus;
  /** The identifier that is hashed, looked up among the overrides, and required. */
  readonly identifierType: string;
  readonly containerId: number | undefined;
  readonly winnerVariationId: number | undefined;
  readonly variations: readonly Variation[];
  readonly userOverrides: readonly UserOverride[];
  readonly segmentOverrides: readonly TargetRule[];
  /** Of A/B tests; none: everybody. */
  readonly audiences: readonly Target[];
  /** Of feature flags. */
  readonly rules: readonly TargetRule[];
  readonly defaultRule: Action;
}

export interface Variation {
  readonly id: number;
  readonly key: string;
  readonly dropped: boolean;
  readonly parameterConfigurationId: number | undefined;
}

export interface UserOverride {
  /** The value of the experiment's identifier, whatever its type. */
  readonly identifier: string;
  readonly variationId: number;
}

export interface TargetRule {
  readonly target: Target;
  readonly action: Action;
}

export type Action =
  { readonly type: 'VARIATION'; readonly variationId: number } | { readonly type: 'BUCKET'; readonly bucketId: number };

/** Conditions that must all hold; at least one. */
export type Target = readonly TargetCondition[];

export interface TargetCondition {
  readonly type: KeyType;
  readonly name: string;
  readonly negated: boolean;
  readonly operator: Operator;
  readonly valueType: ValueType;
  /** Any of them may match. */
  readonly values: readonly Json[];
}

/** What a condition looks at (§5.1). */
export const keyTypes = [
  'USER_ID',
  'USER_PROPERTY',
  'HACKLE_PROPERTY',
  'EVENT_PROPERTY',
  'SEGMENT',
  'AB_TEST',
  'FEATURE_FLAG',
  'COHORT',
  'NUMBER_OF_EVENTS_IN_DAYS',
  'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS',
] as const;

export type KeyType = (typeof keyTypes)[number];

/** §5.3. */
export const operators = ['IN', 'CONTAINS', 'STARTS_WITH', 'ENDS_WITH', 'GT', 'GTE', 'LT', 'LTE', 'EXISTS'] as const;

export type Operator = (typeof operators)[number];

/** §5.4. */
export const valueTypes = ['STRING', 'NUMBER', 'BOOLEAN', 'VERSION', 'JSON'] as const;

export type ValueType = (typeof valueTypes)[number];

export interface Bucket {
  readonly id: number;
  readonly seed: number;
  readonly slotSize: number;
  readonly slots: readonly Slot[];
}

export interface Slot {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** A variation, or in the bucket of a container one of its groups. */
  readonly target: number;
}

/** A group of tests of which a user takes part in one at most. */
export interface Container {
  readonly id: number;
  readonly bucketId: number;
  readonly groups: readonly { readonly id: number; readonly experiments: readonly number[] }[];
}

export interface ParameterConfiguration {
  readonly id: number;
  readonly parameters: Readonly<Record<string, Json>>;
}

export interface Segment {
  readonly key: string;
  readonly targets: readonly Target[];
}

export type ParameterType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'JSON' | 'VERSION';

export interface RemoteConfigParameter {
  readonly id: number;
  readonly key: string;
  /** As declared; values are read by their own type. */
  readonly type: ParameterType;
  readonly identifierType: string;
  readonly rules: readonly RemoteConfigRule[];
  readonly defaultValue: RemoteConfigValue;
}

export interface RemoteConfigRule {
  readonly key: string;
  readonly name: string;
  readonly target: Target;
  readonly bucketId: number;
  readonly value: RemoteConfigValue;
}

export interface RemoteConfigValue {
  readonly id: number;
  readonly value: Json;
}

/** What the set keeps of an experiment: itself and what it uses, so that a change of either is a change of the flag. */
export interface ExperimentRecord {
  readonly type: ExperimentType;
  readonly experiment: Experiment;
  readonly container: Container | undefined;
  readonly buckets: readonly Bucket[];
  readonly configurations: readonly ParameterConfiguration[];
}

/** What the set keeps of a remote config parameter. */
export interface ParameterRecord {
  readonly type: 'REMOTE_CONFIG';
  readonly parameter: RemoteConfigParameter;
  readonly buckets: readonly Bucket[];
}

/** What the set keeps under the name of a flag. */
export type FlagRecord = ExperimentRecord | ParameterRecord;
