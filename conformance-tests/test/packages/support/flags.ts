/** What a flag of a JSON file may say; all but the name may be left out. */
export interface Flag {
  readonly name: string;
  readonly defaultTreatment?: string;
  readonly killed?: boolean;
  readonly status?: string;
  readonly algo?: number;
  readonly changeNumber?: number;
  readonly trafficTypeName?: string;
  readonly trafficAllocation?: number;
  readonly sets?: readonly string[];
  readonly configurations?: Readonly<Record<string, string>>;
  readonly prerequisites?: readonly { readonly n: string; readonly ts: readonly string[] }[];
  readonly conditions?: readonly Condition[];
}

export interface Condition {
  readonly conditionType: 'ROLLOUT' | 'WHITELIST';
  readonly label: string;
  readonly matcherGroup: { readonly combiner: 'AND'; readonly matchers: readonly Matcher[] };
  readonly partitions: readonly { readonly treatment: string; readonly size: number }[];
}

export interface Matcher {
  readonly matcherType: string;
  readonly negate?: boolean;
  readonly keySelector?: { readonly attribute: string | null };
  readonly [data: string]: unknown;
}

/** Who is matched, and under which label; several treatments share evenly. */
export function condition(label: string, matchers: readonly Matcher[], ...treatments: string[]): Condition {
  const size = 100 / treatments.length;
  return {
    conditionType: 'ROLLOUT',
    label,
    matcherGroup: { combiner: 'AND', matchers },
    partitions: treatments.map((treatment) => ({ treatment, size })),
  };
}

export const everybody: Matcher = { matcherType: 'ALL_KEYS' };

/** The key, or an attribute, is one of these. */
export function oneOf(values: readonly string[], attribute: string | null = null): Matcher {
  return { matcherType: 'WHITELIST', keySelector: { attribute }, whitelistMatcherData: { whitelist: values } };
}

/** An attribute, on its own scale, is at least this; `DATETIME` in milliseconds. */
export function atLeast(attribute: string, value: number, dataType: 'NUMBER' | 'DATETIME'): Matcher {
  return {
    matcherType: 'GREATER_THAN_OR_EQUAL_TO',
    keySelector: { attribute },
    unaryNumericMatcherData: { dataType, value },
  };
}

/** A list shares an element with these. */
export function sharesOne(attribute: string, values: readonly string[]): Matcher {
  return {
    matcherType: 'CONTAINS_ANY_OF_SET',
    keySelector: { attribute },
    whitelistMatcherData: { whitelist: values },
  };
}

/** `on` for whom the matcher matches, `off` for everybody else. */
export function onFor(name: string, matcher: Matcher): Flag {
  return { name, conditions: [condition('matched', [matcher], 'on'), condition('everybody else', [everybody], 'off')] };
}

/** One treatment for everybody, perhaps with a configuration. */
export function always(name: string, treatment: string, config?: string): Flag {
  return {
    name,
    conditions: [condition('for everybody', [everybody], treatment)],
    ...(config === undefined ? {} : { configurations: { [treatment]: config } }),
  };
}
