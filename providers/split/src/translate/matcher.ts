import {
  isVersion,
  type Condition,
  type Json,
  type OperatorName,
  type ValueSource,
  type ValueTypeName,
} from '@polyflag/core-engine';
import type { MatcherWire } from '../wire/definitions.js';

/** How numbers that stand for dates in a caller's attributes are read; dates in definitions are milliseconds always. */
export type DateUnit = 'ms' | 's';

/** The label and treatment that no definition decided on. */
export const CONTROL = 'control';

const always: Condition = { if: 'constant', value: true };
const never: Condition = { if: 'constant', value: false };

/**
 * Translates a matcher (spec §2.5, §2.6): its test, turned round when it is negated. A value that cannot be read is a
 * test that fails, and so a negated test that holds.
 */
export function translateMatcher(matcher: MatcherWire, dateUnit: DateUnit): Condition {
  const condition = translateTest(matcher, dateUnit);
  return matcher.negate === true ? { if: 'not', of: condition } : condition;
}

function translateTest(matcher: MatcherWire, dateUnit: DateUnit): Condition {
  const attribute = matcher.keySelector?.attribute ?? undefined;
  const of: ValueSource = attribute === undefined ? { from: 'key' } : { from: 'attribute', name: attribute };
  switch (matcher.matcherType) {
    case 'ALL_KEYS':
      return attribute === undefined ? always : { if: 'test', of, operator: 'present', as: 'filled', values: [] };
    case 'IN_SEGMENT':
      return { if: 'member', segment: matcher.userDefinedSegmentMatcherData?.segmentName ?? '', of };
    case 'IN_RULE_BASED_SEGMENT':
      return { if: 'rule', rule: matcher.userDefinedSegmentMatcherData?.segmentName ?? '' };
    case 'IN_LARGE_SEGMENT':
      // Servers hold no large segments (§1.4).
      return never;
    case 'IN_SPLIT_TREATMENT':
      return dependency(matcher);
    case 'EQUAL_TO':
      return numeric(matcher, of, 'in', 'day', dateUnit);
    case 'GREATER_THAN_OR_EQUAL_TO':
      return numeric(matcher, of, 'at-least', 'minute', dateUnit);
    case 'LESS_THAN_OR_EQUAL_TO':
      return numeric(matcher, of, 'at-most', 'minute', dateUnit);
    case 'BETWEEN':
      return between(matcher, of, dateUnit);
    case 'EQUAL_TO_BOOLEAN':
      return offKey(of, 'in', 'boolean', [matcher.booleanMatcherData ?? null]);
    case 'EQUAL_TO_SET':
      return offKey(of, 'same-set', 'text-set', whitelist(matcher));
    case 'CONTAINS_ANY_OF_SET':
      return offKey(of, 'meets-set', 'text-set', whitelist(matcher));
    case 'CONTAINS_ALL_OF_SET':
      return offKey(of, 'covers-set', 'text-set', whitelist(matcher));
    case 'PART_OF_SET':
      return offKey(of, 'within-set', 'text-set', whitelist(matcher));
    default:
      return textual(matcher, of);
  }
}

function textual(matcher: MatcherWire, of: ValueSource): Condition {
  const text = matcher.stringMatcherData ?? '';
  switch (matcher.matcherType) {
    case 'WHITELIST':
      return { if: 'test', of, operator: 'in', as: 'joined-text', values: whitelist(matcher) };
    case 'STARTS_WITH':
      return { if: 'test', of, operator: 'starts-with', as: 'joined-text', values: whitelist(matcher) };
    case 'ENDS_WITH':
      return { if: 'test', of, operator: 'ends-with', as: 'joined-text', values: whitelist(matcher) };
    case 'CONTAINS_STRING':
      return { if: 'test', of, operator: 'contains', as: 'joined-text', values: whitelist(matcher) };
    case 'MATCHES_STRING':
      return { if: 'test', of, operator: 'matches', as: 'joined-text', values: [text] };
    case 'EQUAL_TO_SEMVER':
      return { if: 'test', of, operator: 'in', as: 'semver-text', values: [text] };
    case 'GREATER_THAN_OR_EQUAL_TO_SEMVER':
      return { if: 'test', of, operator: 'at-least', as: 'semver', values: [text] };
    case 'LESS_THAN_OR_EQUAL_TO_SEMVER':
      return { if: 'test', of, operator: 'at-most', as: 'semver', values: [text] };
    case 'BETWEEN_SEMVER': {
      const data = matcher.betweenStringMatcherData;
      return { if: 'test', of, operator: 'between', as: 'semver', values: [data?.start ?? '', data?.end ?? ''] };
    }
    case 'IN_LIST_SEMVER':
      return versionList(matcher, of);
    default:
      // `decode.ts` lets no other type through.
      return never;
  }
}

/** One invalid entry spoils the whole list, and an empty list has no member (§2.6). */
function versionList(matcher: MatcherWire, of: ValueSource): Condition {
  const versions = whitelist(matcher);
  const valid = versions.length > 0 && versions.every(isVersion);
  return valid ? { if: 'test', of, operator: 'in', as: 'semver-text', values: versions } : never;
}

function numeric(
  matcher: MatcherWire,
  of: ValueSource,
  operator: OperatorName,
  cut: 'day' | 'minute',
  dateUnit: DateUnit,
): Condition {
  const data = matcher.unaryNumericMatcherData;
  const as = data?.dataType === 'DATETIME' ? dateType(cut, dateUnit) : 'number';
  return offKey(of, operator, as, [data?.value ?? null]);
}

function between({ betweenMatcherData: data }: MatcherWire, of: ValueSource, dateUnit: DateUnit): Condition {
  const as = data?.dataType === 'DATETIME' ? dateType('minute', dateUnit) : 'number';
  return offKey(of, 'between', as, [data?.start ?? null, data?.end ?? null]);
}

function dateType(cut: 'day' | 'minute', unit: DateUnit): ValueTypeName {
  return unit === 's' ? `${cut}-from-seconds` : cut;
}

/** A key is never a number, a boolean or a set, whatever it looks like (§2.5). */
function offKey(of: ValueSource, operator: OperatorName, as: ValueTypeName, values: readonly Json[]): Condition {
  return of.from === 'key' ? never : { if: 'test', of, operator, as, values };
}

/** The other flag's whole evaluation, without an impression; one that leads back here does not match (§2.3). */
function dependency({ dependencyMatcherData: data }: MatcherWire): Condition {
  return {
    if: 'guard',
    of: {
      if: 'flag',
      flag: data?.split ?? '',
      take: 'variant',
      in: data?.treatments ?? [],
      missing: { standIn: CONTROL },
      cycle: 'fail',
    },
  };
}

function whitelist(matcher: MatcherWire): readonly string[] {
  return matcher.whitelistMatcherData?.whitelist ?? [];
}
