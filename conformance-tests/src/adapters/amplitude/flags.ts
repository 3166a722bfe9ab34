import type { FlagConfigWire } from '@polyflag/emulators';
import { flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../../kit/flags.js';
import { rolesAtFirst } from '../held.js';
import { targeted } from '../targeted.js';
import { textOf } from '../written.js';

/** Roles that Amplitude has no way to hold. */
export const absentFlags = {
  // DECISIONS 17
  'disabled-boolean-flag': 'a flag that is off serves its off variant',
  'disabled-string-flag': 'a flag that is off serves its off variant',
  'disabled-integer-flag': 'a flag that is off serves its off variant',
  'disabled-float-flag': 'a flag that is off serves its off variant',
  // amplitude.md §6.3
  'null-default-flag': 'who is not assigned gets false of a boolean flag',
  'undefined-default-flag': 'who is not assigned gets false of a boolean flag',
} as const satisfies Partial<Record<HeldRole, string>>;

/** Every role's flag, as it is at first. */
export function amplitudeFlags(): FlagConfigWire[] {
  return rolesAtFirst(absentFlags).map((role) => amplitudeFlag(role));
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
  if (role === 'integral-float-flag') return { key: variant, value: textOf(role, variant) };
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

const where = (path: readonly string[], op: string, ...values: string[]): object => ({ selector: path, op, values });
const property = (...path: string[]): string[] => user('user_properties', ...path);

const rules = targeted<object>({
  key: where(user('user_id'), 'is', MATCHING_KEY),
  email: where(property('email'), 'is', MATCHING_EMAIL),
  noCustomer: where(property('customer'), 'is', 'false'),
  above10: where(property('age'), 'greater', '10'),
  from42: where(property('age'), 'greater or equal', '42'),
  vip: where(property('vip'), 'is', 'true'),
  pro: where(property('plan'), 'is', 'pro'),
  // What is no version is compared as text, and the ISO texts of dates are in the order of the dates.
  recent: where(property('since'), 'version greater or equal', MATCHING_DATE.toISOString()),
  dutch: where(property('company', 'country'), 'is', 'NL'),
  red: where(property('teams'), 'set contains any', 'red'),
});
