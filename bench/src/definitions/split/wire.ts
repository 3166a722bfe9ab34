/** Split's definitions, as a backend sends them: every field is there, unused ones hold null. */
export interface Matcher {
  readonly matcherType: string;
  readonly negate: boolean;
  readonly [field: string]: unknown;
}

export interface Partition {
  readonly treatment: string;
  readonly size: number;
}

export interface Rule {
  readonly conditionType: 'ROLLOUT' | 'WHITELIST';
  readonly matcherGroup: { readonly combiner: 'AND'; readonly matchers: readonly Matcher[] };
  readonly partitions: readonly Partition[];
  readonly label: string;
}

export interface Flag {
  readonly name: string;
  readonly changeNumber: number;
  readonly conditions: readonly Rule[];
  readonly [field: string]: unknown;
}

export const on: readonly Partition[] = [{ treatment: 'on', size: 100 }];
export const half: readonly Partition[] = [
  { treatment: 'on', size: 50 },
  { treatment: 'off', size: 50 },
];

/** A matcher on an attribute, or on the key where that is null. */
export function matcher(
  matcherType: string,
  attribute: string | null,
  data: Readonly<Record<string, unknown>> = {},
  negate = false,
): Matcher {
  return {
    keySelector: { trafficType: 'user', attribute },
    matcherType,
    negate,
    userDefinedSegmentMatcherData: null,
    whitelistMatcherData: null,
    unaryNumericMatcherData: null,
    betweenMatcherData: null,
    booleanMatcherData: null,
    dependencyMatcherData: null,
    stringMatcherData: null,
    ...data,
  };
}

export const allKeys = matcher('ALL_KEYS', null);

export function rule(matchers: readonly Matcher[], partitions: readonly Partition[], label: string): Rule {
  return { conditionType: 'ROLLOUT', matcherGroup: { combiner: 'AND', matchers }, partitions, label };
}

export function flag(name: string, seed: number, conditions: readonly Rule[]): Flag {
  return {
    trafficTypeName: 'user',
    name,
    trafficAllocation: 100,
    trafficAllocationSeed: seed ^ 0x5bd1e995,
    seed,
    status: 'ACTIVE',
    killed: false,
    defaultTreatment: 'off',
    changeNumber: 1_660_326_991_072,
    algo: 2,
    configurations: {},
    sets: [],
    conditions,
  };
}

export function oneOf(list: readonly string[]): Readonly<Record<string, unknown>> {
  return { whitelistMatcherData: { whitelist: list } };
}

export function number(value: number, dataType: 'NUMBER' | 'DATETIME' = 'NUMBER'): Readonly<Record<string, unknown>> {
  return { unaryNumericMatcherData: { dataType, value } };
}

export function between(start: number, end: number): Readonly<Record<string, unknown>> {
  return { betweenMatcherData: { dataType: 'NUMBER', start, end } };
}

export function segment(segmentName: string): Readonly<Record<string, unknown>> {
  return { userDefinedSegmentMatcherData: { segmentName } };
}

/** The body of `splitChanges` (spec 1.3), which is also what a localhost file holds. */
export function changes(flags: readonly Flag[]): string {
  const till = 1_660_326_991_072;
  return JSON.stringify({ ff: { s: -1, t: till, d: flags }, rbs: { s: -1, t: till, d: [] } });
}

/** The body of `segmentChanges`, which is also what a segment file holds. */
export function segmentChanges(name: string, keys: readonly string[]): string {
  return JSON.stringify({ name, added: keys, removed: [], since: -1, till: 1_660_326_991_072 });
}
