/** Definitions of a made-up environment, as the backend sends them. */

export const SECRET = Buffer.from('0123456789%20220901000000__1__2__3__default_00000').toString('base64');
export const PREFIX = 'FF__1__2__3__';

export const on = { localId: 1, variationValue: 'on' };
export const off = { localId: 2, variationValue: 'off' };

type Option = typeof on;

export function slice(from: number, to: number, valueOption = on, exptRollout: number | null = null): object {
  return { exptRollout, rolloutPercentage: [from, to], valueOption };
}

export function rule(
  ruleJsonContent: object[],
  valueOptionsVariationRuleValues: object[] = [slice(0, 1)],
  isIncludedInExpt: boolean | null = null,
): object {
  return { ruleJsonContent, valueOptionsVariationRuleValues, isIncludedInExpt };
}

export function clause(property: string, operation: string | null, value: unknown): object {
  return { property, operation, value };
}

export function needs(key: string, valueOptionsVariationValue: Option = on): object {
  return { prerequisiteFeatureFlagId: PREFIX + key, valueOptionsVariationValue };
}

/** A flag that serves `off` to everybody, unless it is told otherwise. */
export function flag(key: string, more: object = {}, ff: object = {}): Record<string, unknown> {
  const id = PREFIX + key;
  const body = {
    ...{
      id,
      keyName: key,
      name: `Flag ${key}`,
      status: 'Enabled',
      isDefaultRulePercentageRolloutsIncludedInExpt: null,
    },
    defaultRulePercentageRollouts: [slice(0, 1, off)],
    variationOptionWhenDisabled: off,
    ...ff,
  };
  const lists = { ffp: [], fftuwmtr: [], targetIndividuals: [] };
  return { id, isArchived: false, timestamp: 1, exptIncludeAllRules: null, ff: body, ...lists, ...more };
}

export function segment(id: string, more: object = {}): object {
  return { id, isArchived: false, timestamp: 1, included: [], excluded: [], rules: [], ...more };
}

export function inSegment(...ids: string[]): object {
  return clause('User is in segment', null, JSON.stringify(ids));
}

export function message(featureFlags: unknown[], segments: unknown[] = [], eventType = 'full'): object {
  return { messageType: 'data-sync', data: { eventType, featureFlags, segments } };
}
