import type { FeatureFlagWire } from '@polyflag/emulators';
import type { IContextProperty } from '@featbit/node-server-sdk';
import type { Person } from './people.js';
import type { OptionWire, RolloutWire } from './wire.js';

// The same flags and users as FeatBit's SDK takes them.

const CHANGED = '2026-01-01T00:00:00.000Z';

/** The environment of featureflag.co's flags in FeatBit's message. */
export function featbitMessage(flags: readonly FeatureFlagWire[]): string {
  return JSON.stringify({
    messageType: 'data-sync',
    data: { eventType: 'full', featureFlags: flags.map((flag) => featbitFlag(flag)), segments: [] },
  });
}

/** @param updatedAt by which FeatBit's client tells which of two is newer */
export function featbitFlag(
  { id = '', ff, fftuwmtr = [], targetIndividuals = [], variationOptions = [] }: FeatureFlagWire,
  updatedAt = CHANGED,
): unknown {
  return {
    id,
    key: ff.keyName,
    variationType: 'string',
    isEnabled: ff.status === 'Enabled',
    isArchived: false,
    updatedAt,
    exptIncludeAllTargets: true,
    variations: variationOptions.map((option) => ({ id: idOf(option), value: option.variationValue })),
    disabledVariationId: ff.variationOptionWhenDisabled === undefined ? '' : idOf(ff.variationOptionWhenDisabled),
    targetUsers: targetIndividuals.map(({ individuals, valueOption }) => ({
      keyIds: individuals.map(({ keyId }) => keyId),
      variationId: idOf(valueOption),
    })),
    rules: fftuwmtr.map(({ ruleId, ruleName, ruleJsonContent, valueOptionsVariationRuleValues }) => ({
      id: ruleId,
      name: ruleName,
      dispatchKey: 'keyId',
      includedInExpt: true,
      conditions: ruleJsonContent.map(({ property, operation, value }, at) => ({
        id: String(at),
        property,
        op: operation,
        value,
      })),
      variations: valueOptionsVariationRuleValues.map(sliceOf),
    })),
    fallthrough: {
      dispatchKey: 'keyId',
      includedInExpt: true,
      variations: (ff.defaultRulePercentageRollouts ?? []).map(sliceOf),
    },
  };
}

/** A user; his properties are text there. */
export interface FeatBitUser {
  readonly key: string;
  readonly name: string;
  readonly customizedProperties: IContextProperty[];
}

export function featbitUser({ key, ...properties }: Person): FeatBitUser {
  return {
    key,
    name: key,
    customizedProperties: Object.entries(properties).map(([name, value]) => ({ name, value: String(value) })),
  };
}

function sliceOf({ rolloutPercentage, valueOption }: RolloutWire): unknown {
  return { id: idOf(valueOption), rollout: rolloutPercentage, exptRollout: 1 };
}

function idOf({ localId }: OptionWire): string {
  return String(localId);
}
