import { FeatureFlagCoEmulator, type FeatureFlagWire } from '@polyflag/emulators';

// featureflag.co's flags as a backend sends them, as far as they differ from one to the other.

type BodyWire = FeatureFlagWire['ff'];
export type OptionWire = NonNullable<BodyWire['variationOptionWhenDisabled']>;
export type RolloutWire = NonNullable<BodyWire['defaultRulePercentageRollouts']>[number];
type ClauseWire = NonNullable<FeatureFlagWire['fftuwmtr']>[number]['ruleJsonContent'][number];

/** Not started: it knows what belongs to an environment. */
const environment = new FeatureFlagCoEmulator();

/** The secret of the environment that every set stands for. */
export const { envSecret } = environment;

/** What every flag answers. */
export const options = {
  yes: { localId: 1, variationValue: 'true' },
  no: { localId: 2, variationValue: 'false' },
} as const;

interface Option {
  readonly localId: number;
  readonly variationValue: string;
}

/** A slice of all users. */
export function slice(from: number, to: number, valueOption: Option): RolloutWire {
  return { exptRollout: null, rolloutPercentage: [from, to], valueOption };
}

/** Everybody. */
export function everybody(option: Option): readonly RolloutWire[] {
  return [slice(0, 1, option)];
}

export function clause(property: string, operation: string, value: string): ClauseWire {
  return { property, operation, value };
}

/** A flag that is on, in full: nothing is left to be completed. */
export function flag(
  keyName: string,
  rollouts: readonly RolloutWire[],
  { rule = [], targets = [] }: { readonly rule?: readonly ClauseWire[]; readonly targets?: readonly string[] } = {},
): FeatureFlagWire {
  const id = environment.flagId(keyName);
  return {
    id,
    isArchived: false,
    timestamp: 1,
    exptIncludeAllRules: null,
    ff: {
      id,
      keyName,
      name: keyName,
      status: 'Enabled',
      isDefaultRulePercentageRolloutsIncludedInExpt: null,
      defaultRulePercentageRollouts: rollouts,
      variationOptionWhenDisabled: options.no,
    },
    ffp: [],
    fftuwmtr:
      rule.length === 0
        ? []
        : [
            {
              ruleId: 'rule',
              ruleName: 'rule',
              isIncludedInExpt: null,
              ruleJsonContent: rule,
              valueOptionsVariationRuleValues: everybody(options.yes),
            },
          ],
    targetIndividuals:
      targets.length === 0
        ? []
        : [{ individuals: targets.map((keyId) => ({ keyId, name: null })), valueOption: options.yes }],
    variationOptions: Object.values(options),
  };
}

/** The whole environment, in the message with which a backend sends it. */
export function messageOf(flags: readonly FeatureFlagWire[]): string {
  return JSON.stringify({
    messageType: 'data-sync',
    data: { eventType: 'full', featureFlags: flags, segments: [], userTags: [] },
  });
}
