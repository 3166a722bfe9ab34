// Amplitude's flags as its backend sends them, as far as they differ from one to the other.

interface Condition {
  readonly selector: readonly string[];
  readonly op: string;
  readonly values: readonly string[];
}

interface Segment {
  readonly metadata: { readonly segmentName: string };
  readonly conditions?: readonly (readonly Condition[])[];
  readonly bucket?: unknown;
  readonly variant?: string;
}

/** A flag; a type, not an interface: it is handed over as a record of anything. */
export type FlagWire = {
  readonly key: string;
  readonly variants: Readonly<Record<string, unknown>>;
  readonly segments: readonly Segment[];
};

/** The second half of a hash is one of so many. */
const PARTS = 42_949_673;

/** Below it lies the half that gets `on`. */
export const HALF = Math.floor(PARTS / 2);

const userId = ['context', 'user', 'user_id'];

export const off: Segment = { metadata: { segmentName: 'All Other Users' }, variant: 'off' };

export function onFor(segmentName: string, conditions: readonly Condition[]): Segment {
  return { metadata: { segmentName }, conditions: [conditions], variant: 'on' };
}

/** Half of those for whom the conditions hold get `on`, half `off`; without conditions, of everybody. */
export function half(segmentName: string, salt: string, conditions?: readonly Condition[]): Segment {
  const distributions = [
    { variant: 'on', range: [0, HALF] },
    { variant: 'off', range: [HALF, PARTS] },
  ];
  return {
    metadata: { segmentName },
    ...(conditions === undefined ? {} : { conditions: [conditions] }),
    bucket: { selector: userId, salt, allocations: [{ range: [0, 100], distributions }] },
    variant: 'off',
  };
}

/** A condition on a property of the user. */
export function property(name: string, op: string, ...values: readonly string[]): Condition {
  return { selector: ['context', 'user', 'user_properties', name], op, values };
}

/** A condition on where he is: to Amplitude that is no property. */
export function inCountry(...values: readonly string[]): Condition {
  return { selector: ['context', 'user', 'country'], op: 'is', values };
}

/** A condition on who he is. */
export function named(...values: readonly string[]): Condition {
  return { selector: userId, op: 'is', values };
}

export function flag(key: string, ...segments: readonly Segment[]): FlagWire {
  const variant = (name: string): unknown => ({ key: name, value: name });
  return { key, variants: { on: variant('on'), off: variant('off') }, segments };
}
