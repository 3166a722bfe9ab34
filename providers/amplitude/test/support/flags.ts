import type { Condition } from '#src/wire/flag.js';

/** A flag as the flag endpoint sends it. */
export type RawFlag = Readonly<Record<string, unknown>> & { readonly key: string };

/** A variant that serves, and the one for whom is not assigned. */
export const variants = {
  on: { key: 'on', value: 'on' },
  off: { key: 'off', metadata: { default: true } },
};

/** A flag that is on where a condition holds. */
export function onIf(key: string, ...conditions: Condition[]): RawFlag {
  return {
    key,
    variants,
    segments: [
      { conditions: [conditions], variant: 'on', metadata: { segmentName: 'targeted' } },
      { variant: 'off', metadata: { segmentName: 'All Other Users' } },
    ],
  };
}

/** A flag that is on for everybody. */
export function on(key: string, more: object = {}): RawFlag {
  return { key, variants, segments: [{ variant: 'on' }], ...more };
}

/** A condition on a property of the user. */
export function property(name: string, op: string, ...values: string[]): Condition {
  return { selector: ['context', 'user', 'user_properties', name], op, values };
}

/** A condition on the cohorts of the user. */
export function inCohort(...ids: string[]): Condition {
  return { selector: ['context', 'user', 'cohort_ids'], op: 'set contains any', values: ids };
}

/** A condition on the variant of another flag. */
export function resultIs(flag: string, ...keys: string[]): Condition {
  return { selector: ['result', flag, 'key'], op: 'is', values: keys };
}
