import { isRaw } from '@polyflag/core-engine';
import type { MatcherWire } from './definitions.js';

/** Collects what a definition refers to while it is read. */
export interface ReferenceCollector {
  flag(name: string): void;
  segment(name: string): void;
  ruleBasedSegment(name: string): void;
  /** A regular expression. */
  pattern(source: string): void;
}

type Inspect = (matcher: MatcherWire, refer: ReferenceCollector) => string | undefined;

/** Every matcher type there is, and what its data must look like. */
const inspections: ReadonlyMap<string, Inspect> = new Map<string, Inspect>([
  ['ALL_KEYS', () => undefined],
  ['IN_SEGMENT', (matcher, refer) => named(matcher, (name) => refer.segment(name))],
  ['IN_RULE_BASED_SEGMENT', (matcher, refer) => named(matcher, (name) => refer.ruleBasedSegment(name))],
  ['IN_LARGE_SEGMENT', () => undefined],
  ...['WHITELIST', 'EQUAL_TO_SET', 'CONTAINS_ANY_OF_SET', 'CONTAINS_ALL_OF_SET', 'PART_OF_SET'].map(listEntry),
  ...['STARTS_WITH', 'ENDS_WITH', 'CONTAINS_STRING', 'IN_LIST_SEMVER'].map(listEntry),
  ...['EQUAL_TO', 'GREATER_THAN_OR_EQUAL_TO', 'LESS_THAN_OR_EQUAL_TO'].map(numberEntry),
  ['BETWEEN', between],
  ['BETWEEN_SEMVER', betweenText],
  ['EQUAL_TO_BOOLEAN', flagValue],
  ['IN_SPLIT_TREATMENT', dependency],
  ['MATCHES_STRING', expression],
  ...['EQUAL_TO_SEMVER', 'GREATER_THAN_OR_EQUAL_TO_SEMVER', 'LESS_THAN_OR_EQUAL_TO_SEMVER'].map(textEntry),
]);

/**
 * Looks at a matcher once, when its definition arrives, so that the translation can rely on it.
 *
 * @returns what is wrong with it, or `undefined`
 */
export function inspectMatcher(matcher: MatcherWire, refer: ReferenceCollector): string | undefined {
  if (!isRaw(matcher)) return 'a matcher is not an object';
  const inspect = inspections.get(matcher.matcherType);
  if (inspect === undefined) return `the matcher type ${JSON.stringify(matcher.matcherType)} is unknown`;
  const attribute: unknown = matcher.keySelector?.attribute;
  if (attribute !== undefined && attribute !== null && typeof attribute !== 'string') {
    return `${matcher.matcherType} selects an attribute that is not named by text`;
  }
  const problem = inspect(matcher, refer);
  return problem === undefined ? undefined : `${matcher.matcherType} ${problem}`;
}

/** A list of nothing but text. */
export function isTextList(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  // By index, as in `decode.ts`.
  for (let at = 0; at < value.length; at += 1) if (typeof value[at] !== 'string') return false;
  return true;
}

function listEntry(type: string): [string, Inspect] {
  return [
    type,
    (matcher) =>
      isTextList(matcher.whitelistMatcherData?.whitelist)
        ? undefined
        : 'needs whitelistMatcherData.whitelist, a list of text',
  ];
}

function numberEntry(type: string): [string, Inspect] {
  return [
    type,
    (matcher) =>
      typeof matcher.unaryNumericMatcherData?.value === 'number'
        ? undefined
        : 'needs unaryNumericMatcherData.value, a number',
  ];
}

function textEntry(type: string): [string, Inspect] {
  return [
    type,
    (matcher) => (typeof matcher.stringMatcherData === 'string' ? undefined : 'needs stringMatcherData, a text'),
  ];
}

function expression({ stringMatcherData: source }: MatcherWire, refer: ReferenceCollector): string | undefined {
  if (typeof source !== 'string') return 'needs stringMatcherData, a text';
  refer.pattern(source);
  return undefined;
}

function named(matcher: MatcherWire, refer: (name: string) => void): string | undefined {
  const name: unknown = matcher.userDefinedSegmentMatcherData?.segmentName;
  if (typeof name !== 'string') return 'needs userDefinedSegmentMatcherData.segmentName, a text';
  refer(name);
  return undefined;
}

function between({ betweenMatcherData: data }: MatcherWire): string | undefined {
  return typeof data?.start === 'number' && typeof data.end === 'number'
    ? undefined
    : 'needs betweenMatcherData.start and .end, numbers';
}

function betweenText({ betweenStringMatcherData: data }: MatcherWire): string | undefined {
  return typeof data?.start === 'string' && typeof data.end === 'string'
    ? undefined
    : 'needs betweenStringMatcherData.start and .end, texts';
}

function flagValue(matcher: MatcherWire): string | undefined {
  return typeof matcher.booleanMatcherData === 'boolean' ? undefined : 'needs booleanMatcherData, true or false';
}

function dependency({ dependencyMatcherData: data }: MatcherWire, refer: ReferenceCollector): string | undefined {
  if (typeof data?.split !== 'string' || !isTextList(data.treatments)) {
    return 'needs dependencyMatcherData.split, a text, and .treatments, a list of text';
  }
  refer.flag(data.split);
  return undefined;
}
