import type { FlagConfigWire } from '@polyflag/emulators';
import { canonicalFlags, flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../../kit/flags.js';

/** Roles that Amplitude has no way to hold. */
export const absentFlags = {
  'disabled-boolean-flag': 'a flag that is off serves its off variant, DECISIONS 17',
  'disabled-string-flag': 'a flag that is off serves its off variant, DECISIONS 17',
  'disabled-integer-flag': 'a flag that is off serves its off variant, DECISIONS 17',
  'disabled-float-flag': 'a flag that is off serves its off variant, DECISIONS 17',
  'null-default-flag': 'who is not assigned gets false of a boolean flag, amplitude.md §6.3',
  'undefined-default-flag': 'who is not assigned gets false of a boolean flag, amplitude.md §6.3',
} as const satisfies Partial<Record<HeldRole, string>>;

/** Every role's flag, as it is at first. */
export function amplitudeFlags(): FlagConfigWire[] {
  return (Object.keys(canonicalFlags) as HeldRole[])
    .filter((role) => !(role in absentFlags) && role !== 'added-flag')
    .map((role) => amplitudeFlag(role));
}

/** @param serves another variant than the canonical one */
export function amplitudeFlag(role: HeldRole, serves = flagOf(role).serves): FlagConfigWire {
  const { variants, kind } = flagOf(role);
  const rule = rules[role];
  const everybody = { metadata: { segmentName: 'All Other Users' }, variant: serves };
  return {
    key: role,
    metadata: { deployed: true, flagType: kind === 'split' ? 'experiment' : 'release' },
    variants: Object.fromEntries(Object.keys(variants).map((variant) => [variant, variantOf(role, variant)])),
    segments: [
      ...(rule === undefined
        ? []
        : [{ metadata: { segmentName: 'by rule' }, conditions: [rule.conditions], variant: rule.hits }]),
      kind === 'split' ? { ...everybody, bucket: halves(Object.keys(variants)) } : everybody,
    ],
  };
}

/** Booleans and texts are values, everything else is a payload. */
function variantOf(role: HeldRole, variant: string): object {
  const { variants, kind, type } = flagOf(role);
  const value = variants[variant];
  const metadata = kind === 'metadata' ? { metadata: { string: '1.0.2', integer: 2, float: 0.1, boolean: true } } : {};
  // What somebody gets who is not assigned, and has no value: the vendor's own false.
  if (role === 'boolean-zero-flag' && value === false) return { key: variant, metadata: { default: true } };
  // As a vendor's page would have it: with its fraction.
  if (role === 'integral-float-flag') return { key: variant, value: '10.0' };
  if (type === 'boolean') return { key: variant, value: value === true ? 'on' : 'off', ...metadata };
  return type === 'string' ? { key: variant, value } : { key: variant, payload: value };
}

/** Two halves of everybody, whom all allocations are for. */
function halves([one, other]: readonly string[]): object {
  const distributions = [
    { variant: one, range: [0, 21_474_837] },
    { variant: other, range: [21_474_836, 42_949_673] },
  ];
  return { selector: user('user_id'), salt: 'halves', allocations: [{ range: [0, 100], distributions }] };
}

const user = (...path: string[]): string[] => ['context', 'user', ...path];

interface Rule {
  /** The variant for those whom it holds for. */
  readonly hits: string;
  readonly conditions: readonly object[];
}

const where = (path: readonly string[], op: string, ...values: string[]): object => ({ selector: path, op, values });
const property = (...path: string[]): string[] => user('user_properties', ...path);
const zero: Rule = { hits: 'zero', conditions: [where(property('email'), 'is', MATCHING_EMAIL)] };
const hit = (...conditions: object[]): Rule => ({ hits: 'hit', conditions });

const rules: Readonly<Partial<Record<HeldRole, Rule>>> = {
  'targeting-key-flag': hit(where(user('user_id'), 'is', MATCHING_KEY)),
  'boolean-targeted-zero-flag': zero,
  'string-targeted-zero-flag': zero,
  'integer-targeted-zero-flag': zero,
  'float-targeted-zero-flag': zero,
  'complex-targeted': {
    hits: 'internal',
    conditions: [
      where(property('customer'), 'is', 'false'),
      where(property('email'), 'is', MATCHING_EMAIL),
      where(property('age'), 'greater', '10'),
    ],
  },
  'number-rule-flag': hit(where(property('age'), 'greater or equal', '42')),
  'boolean-rule-flag': hit(where(property('vip'), 'is', 'true')),
  'string-rule-flag': hit(where(property('plan'), 'is', 'pro')),
  // What is no version is compared as text, and the ISO texts of dates are in the order of the dates.
  'date-rule-flag': hit(where(property('since'), 'version greater or equal', MATCHING_DATE.toISOString())),
  'nested-rule-flag': hit(where(property('company', 'country'), 'is', 'NL')),
  'list-rule-flag': hit(where(property('teams'), 'set contains any', 'red')),
};
