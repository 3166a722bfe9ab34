import type {
  Action,
  Bucket as DecodedBucket,
  Container,
  KeyType,
  Operator,
  ParameterType,
  RemoteConfigValue,
  ValueType,
} from '@polyflag/hackle-provider/internal';

// A workspace as it is sent (spec §2.1). What is optional is completed by the emulator.

/** The whole document. */
export interface WorkspaceWire {
  readonly workspace?: object;
  readonly experiments?: readonly ExperimentWire[];
  readonly featureFlags?: readonly ExperimentWire[];
  readonly buckets?: readonly BucketWire[];
  readonly events?: readonly EventTypeWire[];
  readonly segments?: readonly SegmentWire[];
  readonly containers?: readonly ContainerWire[];
  readonly parameterConfigurations?: readonly ParameterConfigurationWire[];
  readonly remoteConfigParameters?: readonly RemoteConfigWire[];
  readonly inAppMessages?: readonly object[];
}

/** An A/B test or a feature flag. */
export interface ExperimentWire {
  readonly key: number;
  readonly id?: number;
  readonly name?: string | null;
  readonly status?: string;
  readonly version?: number;
  readonly bucketId?: number;
  readonly identifierType?: string;
  readonly containerId?: number | null;
  readonly winnerVariationId?: number | null;
  readonly implementationType?: string;
  readonly variations?: readonly VariationWire[];
  readonly execution?: ExecutionWire;
}

export interface VariationWire {
  readonly id: number;
  readonly key: string;
  readonly status?: 'ACTIVE' | 'DROPPED';
  readonly parameterConfigurationId?: number | null;
}

export interface ExecutionWire {
  readonly id?: number;
  readonly status?: 'READY' | 'RUNNING' | 'PAUSED' | 'STOPPED';
  readonly version?: number;
  readonly userOverrides?: readonly UserOverrideWire[];
  readonly segmentOverrides?: readonly TargetRuleWire[];
  readonly targetAudiences?: readonly TargetWire[];
  readonly targetRules?: readonly TargetRuleWire[];
  readonly defaultRule?: Action;
  readonly targetUrls?: object | null;
}

export interface UserOverrideWire {
  /** The value of the experiment's identifier, whatever its type. */
  readonly userId: string;
  readonly variationId: number;
}

export interface TargetRuleWire {
  readonly target: TargetWire;
  readonly action: Action;
}

/** Conditions that must all hold. */
export interface TargetWire {
  readonly conditions: readonly ConditionWire[];
}

export interface ConditionWire {
  readonly key: { readonly type: KeyType; readonly name: string };
  readonly match: {
    readonly type: 'MATCH' | 'NOT_MATCH';
    readonly operator: Operator;
    readonly valueType: ValueType;
    readonly values: readonly unknown[];
  };
}

export interface BucketWire extends Omit<DecodedBucket, 'slots'> {
  readonly slots: readonly {
    readonly startInclusive: number;
    readonly endExclusive: number;
    /** In the bucket of a container, one of its groups. */
    readonly variationId: number;
  }[];
}

export interface EventTypeWire {
  readonly id: number;
  readonly key: string;
}

export interface SegmentWire {
  readonly key: string;
  readonly id?: number;
  readonly type?: 'USER_ID' | 'USER_PROPERTY';
  readonly targets: readonly TargetWire[];
}

export interface ContainerWire extends Container {
  readonly environmentId?: number;
}

export interface ParameterConfigurationWire {
  readonly id: number;
  readonly parameters: readonly { readonly key: string; readonly value: string | number | boolean }[];
}

export interface RemoteConfigWire {
  readonly key: string;
  readonly id?: number;
  readonly type: ParameterType;
  readonly identifierType?: string;
  readonly targetRules?: readonly RemoteConfigRuleWire[];
  readonly defaultValue: RemoteConfigValue;
}

export interface RemoteConfigRuleWire {
  readonly key: string;
  readonly name: string;
  readonly target: TargetWire;
  readonly bucketId: number;
  readonly value: RemoteConfigValue;
}
