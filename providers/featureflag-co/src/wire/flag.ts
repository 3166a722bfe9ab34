import { Broken, isRaw, listOrNone, textOf, type Raw } from '@polyflag/core-engine';
import { openOf } from './read.js';
import {
  decodeOption,
  decodeRollouts,
  decodeRules,
  orUnusable,
  type Option,
  type Rollout,
  type Rule,
  type Unusable,
} from './rules.js';

/** Another flag, and the option that it has to answer with. */
export interface Prerequisite {
  readonly flagId: string;
  readonly localId: number;
}

/** Users who are named, and what they get. */
export interface Target {
  readonly keys: readonly string[];
  readonly option: Option | Unusable;
}

/** A flag as it is evaluated (spec §5.2). */
export interface FeatureFlag {
  readonly id: string;
  /** What prerequisites are compared with: the flag's id once more. */
  readonly ownId: string;
  readonly keyName: string;
  readonly name: string;
  readonly timestamp: number;
  readonly disabled: boolean;
  readonly exptIncludeAllRules: boolean | null;
  readonly prerequisites: readonly (Prerequisite | Unusable)[];
  readonly targets: readonly Target[];
  readonly rules: readonly Rule[];
  readonly rollouts: readonly Rollout[];
  /** Whether those who fall through take part in the experiment. */
  readonly inExperiment: boolean | null;
  /** Served when the flag is off, a prerequisite fails, or no slice holds the user. */
  readonly offOption: Option | Unusable;
}

/** A flag of which nothing can be used: it is known, and evaluating it is an error. */
export interface UnusableFlag extends Unusable {
  readonly id: string;
  readonly timestamp: number;
}

export type FlagRecord = FeatureFlag | UnusableFlag;

/** A flag that is not archived. */
export function decodeFlag(raw: Raw, id: string, timestamp: number): FlagRecord {
  const flag = orUnusable(() => decodeUsable(raw, id, timestamp));
  return 'unusable' in flag ? { id, timestamp, unusable: flag.unusable } : flag;
}

function decodeUsable(raw: Raw, id: string, timestamp: number): FeatureFlag {
  const { ff } = raw;
  if (!isRaw(ff)) throw new Broken('ff is not an object');
  const keyName = textOf(ff, 'keyName');
  return {
    id,
    ownId: textOf(ff, 'id'),
    keyName,
    name: textOf(ff, 'name'),
    timestamp,
    // Whatever else stands there is on (spec §5.2).
    disabled: ff.status === 'Disabled',
    exptIncludeAllRules: openOf(raw, 'exptIncludeAllRules'),
    prerequisites: listOrNone(raw, 'ffp').map((entry) => orUnusable(() => decodePrerequisite(entry))),
    targets: listOrNone(raw, 'targetIndividuals').map(decodeTarget),
    rules: decodeRules(raw, 'fftuwmtr'),
    rollouts: decodeRollouts(ff, 'defaultRulePercentageRollouts'),
    inExperiment: openOf(ff, 'isDefaultRulePercentageRolloutsIncludedInExpt'),
    offOption: orUnusable(() => decodeOption(ff.variationOptionWhenDisabled, 'variationOptionWhenDisabled')),
  };
}

/** The required option is spelled in two ways (D1). */
function decodePrerequisite(raw: unknown): Prerequisite {
  if (!isRaw(raw)) throw new Broken('a prerequisite is not an object');
  const flagId = textOf(raw, 'prerequisiteFeatureFlagId');
  const option = raw.valueOptionsVariationValue ?? raw.ValueOptionsVariationValue;
  if (!isRaw(option) || typeof option.localId !== 'number') throw new Broken('a prerequisite names no option');
  return { flagId, localId: option.localId };
}

function decodeTarget(raw: unknown): Target {
  if (!isRaw(raw)) throw new Broken('an entry of targetIndividuals is not an object');
  const keys = listOrNone(raw, 'individuals').map((entry) => (isRaw(entry) ? entry.keyId : undefined));
  return {
    keys: keys.filter((key) => typeof key === 'string'),
    option: orUnusable(() => decodeOption(raw.valueOption, 'valueOption')),
  };
}
