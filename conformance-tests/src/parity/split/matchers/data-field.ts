import type { MatcherWire } from '@polyflag/split-provider/internal';

/** Where the operands of a matcher stand, for the types whose operands may be missing without stopping a download. */
const fields: ReadonlyMap<string, keyof MatcherWire> = new Map<string, keyof MatcherWire>([
  ...['WHITELIST', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS_STRING', 'IN_LIST_SEMVER'].map(inList),
  ...['EQUAL_TO_SET', 'CONTAINS_ANY_OF_SET', 'CONTAINS_ALL_OF_SET', 'PART_OF_SET'].map(inList),
  ...['EQUAL_TO', 'GREATER_THAN_OR_EQUAL_TO', 'LESS_THAN_OR_EQUAL_TO'].map(inNumber),
  ...['MATCHES_STRING', 'EQUAL_TO_SEMVER'].map(inText),
  ...['GREATER_THAN_OR_EQUAL_TO_SEMVER', 'LESS_THAN_OR_EQUAL_TO_SEMVER'].map(inText),
  ['BETWEEN', 'betweenMatcherData'],
  ['BETWEEN_SEMVER', 'betweenStringMatcherData'],
  ['EQUAL_TO_BOOLEAN', 'booleanMatcherData'],
  ['IN_SPLIT_TREATMENT', 'dependencyMatcherData'],
]);

/** The matcher without its operands; the same matcher where that cannot be. */
export function withoutOperands(matcher: MatcherWire): MatcherWire {
  const field = fields.get(matcher.matcherType);
  return field === undefined ? matcher : { ...matcher, [field]: null };
}

/** Whether the operands that the matcher needs are missing. */
export function lacksOperands(matcher: MatcherWire): boolean {
  const field = fields.get(matcher.matcherType);
  return field !== undefined && (matcher[field] ?? null) === null;
}

function inList(type: string): [string, keyof MatcherWire] {
  return [type, 'whitelistMatcherData'];
}

function inNumber(type: string): [string, keyof MatcherWire] {
  return [type, 'unaryNumericMatcherData'];
}

function inText(type: string): [string, keyof MatcherWire] {
  return [type, 'stringMatcherData'];
}
