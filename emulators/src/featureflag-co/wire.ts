// What is put into the emulator, as it is sent (spec §5.2). What is optional is completed by the emulator.

/** A flag. */
export interface FeatureFlagWire {
  /** Default made of the environment and the flag's key. */
  readonly id?: string;
  /** Where it is there, nothing is completed: it was sent by a backend. */
  readonly _id?: string;
  readonly isArchived?: boolean;
  /** When it was changed last, in epoch milliseconds; default now, and always later than before. */
  readonly timestamp?: number;
  readonly exptIncludeAllRules?: boolean | null;
  readonly ff: FlagBodyWire;
  /** Prerequisites. */
  readonly ffp?: readonly PrerequisiteWire[];
  /** Rules. */
  readonly fftuwmtr?: readonly RuleWire[];
  readonly targetIndividuals?: readonly TargetWire[];
  /** The values that it has; default `true` with the id 1 and `false` with the id 2. */
  readonly variationOptions?: readonly OptionWire[];
}

export interface FlagBodyWire {
  /** What applications ask for. */
  readonly keyName: string;
  readonly id?: string;
  readonly name?: string;
  readonly status?: string;
  readonly isDefaultRulePercentageRolloutsIncludedInExpt?: boolean | null;
  /** Default: everybody gets the first of the values. */
  readonly defaultRulePercentageRollouts?: readonly RolloutWire[];
  /** Default the last of the values. */
  readonly variationOptionWhenDisabled?: OptionWire;
}

export interface OptionWire {
  readonly localId: number;
  readonly displayOrder?: number;
  readonly variationValue: string;
}

export interface RolloutWire {
  readonly exptRollout?: number | null;
  readonly rolloutPercentage: readonly [number, number] | null;
  readonly valueOption: OptionWire;
}

export interface PrerequisiteWire {
  readonly prerequisiteFeatureFlagId: string;
  readonly valueOptionsVariationValue: OptionWire;
}

export interface RuleWire {
  readonly ruleId?: string;
  readonly ruleName?: string;
  readonly isIncludedInExpt?: boolean | null;
  readonly ruleJsonContent: readonly ClauseWire[];
  readonly valueOptionsVariationRuleValues: readonly RolloutWire[];
}

export interface ClauseWire {
  readonly property: string | null;
  readonly operation: string | null;
  readonly value: string | null;
}

export interface TargetWire {
  readonly individuals: readonly { readonly keyId: string; readonly name?: string | null }[];
  readonly valueOption: OptionWire;
}

/** A segment. */
export interface FfcSegmentWire {
  readonly id: string;
  readonly isArchived?: boolean;
  readonly timestamp?: number;
  readonly included?: readonly string[];
  readonly excluded?: readonly string[];
  readonly rules?: readonly { readonly ruleJsonContent: readonly ClauseWire[] }[] | null;
}

/** What an environment holds, or a part of it. */
export interface FfcContents {
  readonly featureFlags?: readonly FeatureFlagWire[];
  readonly segments?: readonly FfcSegmentWire[];
}

/** What the server sends (spec §4.3). */
export interface DataSyncMessage {
  readonly messageType: 'data-sync';
  readonly data: {
    readonly eventType: 'full' | 'patch';
    readonly featureFlags: readonly object[];
    readonly segments: readonly object[];
    readonly userTags: readonly object[];
  };
}
