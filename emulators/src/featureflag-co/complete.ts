import { isObject } from '../http/form.js';
import type { FeatureFlagWire, FfcSegmentWire, OptionWire, RolloutWire, RuleWire } from './wire.js';

// What the backend always sends and a test need not write: the vendor's SDKs refuse a flag in which it is missing.

/** What every item has once it is held. */
export interface Held {
  readonly id: string;
  readonly isArchived: boolean;
  readonly timestamp: number;
}

const on: OptionWire = { localId: 1, displayOrder: 1, variationValue: 'true' };
const off: OptionWire = { localId: 2, displayOrder: 2, variationValue: 'false' };
const onAndOff: readonly OptionWire[] = [on, off];

/**
 * A flag with all its parts. What is given stays as it is, the unknown too. One with `_id` comes from a backend, and is what
 * it is.
 */
export function completeFlag(given: FeatureFlagWire, id: string, timestamp: number): Held {
  if (given._id !== undefined) return { isArchived: false, ...given, id, timestamp };
  const { ff, fftuwmtr = [], variationOptions = onAndOff } = given;
  const options = Array.isArray(variationOptions) ? (variationOptions as readonly OptionWire[]) : onAndOff;
  const [first = on] = options;
  return {
    _id: id,
    environmentId: Number(id.split('__')[3]),
    isArchived: false,
    ffp: [],
    targetIndividuals: [],
    variationOptions,
    exptIncludeAllRules: null,
    ...given,
    id,
    timestamp,
    // What is no object, and in it what is no list, stays what it is: to send nonsense is a test's good right.
    ff: isObject(ff)
      ? {
          id,
          name: ff.keyName,
          type: 1,
          status: 'Enabled',
          isDefaultRulePercentageRolloutsIncludedInExpt: null,
          lastUpdatedTime: new Date(timestamp).toISOString(),
          variationOptionWhenDisabled: options.at(-1),
          ...ff,
          defaultRulePercentageRollouts: completeRollouts(
            ff.defaultRulePercentageRollouts ?? [{ rolloutPercentage: [0, 1], valueOption: first }],
          ),
        }
      : ff,
    fftuwmtr: Array.isArray(fftuwmtr) ? fftuwmtr.map(completeRule) : fftuwmtr,
  } as Held;
}

/** A segment with all its parts; rules are none that it must have. */
export function completeSegment(given: FfcSegmentWire, timestamp: number): Held {
  return { included: [], excluded: [], isArchived: false, ...given, timestamp };
}

function completeRule(given: RuleWire): unknown {
  if (!isObject(given)) return given;
  return {
    isIncludedInExpt: null,
    ...given,
    valueOptionsVariationRuleValues: completeRollouts(given.valueOptionsVariationRuleValues),
  };
}

function completeRollouts(given: readonly RolloutWire[]): unknown {
  if (!Array.isArray(given)) return given;
  return given.map((rollout: RolloutWire) => (isObject(rollout) ? { exptRollout: null, ...rollout } : rollout));
}
