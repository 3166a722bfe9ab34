import type { FlagValueType, JsonValue } from '@openfeature/core';

/** A flag that a backend under test has to hold, in vendor-neutral terms. */
export interface CanonicalFlag {
  readonly type: FlagValueType;
  /** Variant name → value. */
  readonly variants: Readonly<Record<string, JsonValue>>;
  /** The variant that everybody gets; of a flag with rules the one for those whom no rule matches. */
  readonly serves: string;
  /** What is special about the flag. */
  readonly kind: 'plain' | 'disabled' | 'targeted' | 'split' | 'metadata' | 'no-default' | 'changing' | 'added';
}

/** An adapter that hands these very objects to a provider must not get them back changed. */
function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part as object);
  return Object.freeze(value);
}

const flag = (
  type: FlagValueType,
  serves: string,
  variants: CanonicalFlag['variants'],
  kind: CanonicalFlag['kind'] = 'plain',
): CanonicalFlag => frozen({ type, variants, serves, kind });

/** A text flag with one variant. */
const text = (value: string): CanonicalFlag => flag('string', 'text', { text: value });

const template = { showImages: true, title: 'Check out these pics!', imagesPerPage: 100 };

/**
 * The flags of the catalogue by role. Where upstream has a flag of the kind, its name and values are upstream's. What the
 * rules of the targeted ones say is in `rules`.
 */
export const canonicalFlags = {
  'boolean-flag': flag('boolean', 'on', { on: true, off: false }),
  'string-flag': flag('string', 'greeting', { greeting: 'hi', parting: 'bye' }),
  'integer-flag': flag('number', 'ten', { one: 1, ten: 10 }),
  'float-flag': flag('number', 'half', { tenth: 0.1, half: 0.5 }),
  'object-flag': flag('object', 'template', { empty: {}, template }),
  'boolean-zero-flag': flag('boolean', 'zero', { zero: false, 'non-zero': true }),
  'string-zero-flag': flag('string', 'zero', { zero: '', 'non-zero': 'str' }),
  'integer-zero-flag': flag('number', 'zero', { zero: 0, 'non-zero': 1 }),
  'float-zero-flag': flag('number', 'zero', { zero: 0, 'non-zero': 1.5 }),
  'object-zero-flag': flag('object', 'zero', { zero: {}, 'non-zero': template }),
  'large-integer-flag': flag('number', 'max-int32', { 'max-int32': 2_147_483_647 }),
  'huge-integer-flag': flag('number', 'max-safe', { 'max-safe': 9_007_199_254_740_991 }),
  'integral-float-flag': flag('number', 'ten', { ten: 10 }),
  'nested-object-flag': flag('object', 'nested', {
    nested: { list: [1, [2, { three: null }], 'четыре'], none: null, 'naïve 🙂': { deep: [true, false] } },
  }),
  'wrong-flag': flag('string', 'one', { one: 'uno', two: 'dos' }),
  'partial-number-flag': text('12abc'),
  'empty-text-flag': text(''),
  'blank-text-flag': text(' '),
  'hex-text-flag': text('0x10'),
  'exponent-text-flag': text('1e3'),
  'infinity-text-flag': text('Infinity'),
  'nan-text-flag': text('NaN'),
  'upper-true-text-flag': text('TRUE'),
  'yes-text-flag': text('yes'),
  'one-text-flag': text('1'),
  'json-null-flag': text('null'),
  'json-number-flag': text('5'),
  'json-string-flag': text('"x"'),
  'malformed-json-flag': text('{"a":'),
  'disabled-boolean-flag': flag('boolean', 'on', { on: true, off: false }, 'disabled'),
  'disabled-string-flag': flag('string', 'greeting', { greeting: 'hi', parting: 'bye' }, 'disabled'),
  'disabled-integer-flag': flag('number', 'ten', { one: 1, ten: 10 }, 'disabled'),
  'disabled-float-flag': flag('number', 'half', { tenth: 0.1, half: 0.5 }, 'disabled'),
  'null-default-flag': flag('boolean', '', { on: true, off: false }, 'no-default'),
  'undefined-default-flag': flag('boolean', '', { on: true, off: false }, 'no-default'),
  'metadata-flag': flag('boolean', 'on', { on: true, off: false }, 'metadata'),
  'targeting-key-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'boolean-targeted-zero-flag': flag('boolean', 'non-zero', { zero: false, 'non-zero': true }, 'targeted'),
  'string-targeted-zero-flag': flag('string', 'non-zero', { zero: '', 'non-zero': 'str' }, 'targeted'),
  'integer-targeted-zero-flag': flag('number', 'non-zero', { zero: 0, 'non-zero': 1 }, 'targeted'),
  'float-targeted-zero-flag': flag('number', 'non-zero', { zero: 0, 'non-zero': 1.5 }, 'targeted'),
  'complex-targeted': flag('string', 'external', { internal: 'INTERNAL', external: 'EXTERNAL' }, 'targeted'),
  'number-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'boolean-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'string-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'date-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'nested-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'list-rule-flag': flag('string', 'miss', { miss: 'miss', hit: 'hit' }, 'targeted'),
  'split-flag': flag('string', 'heads', { heads: 'heads', tails: 'tails' }, 'split'),
  'changing-flag': flag('string', 'foo', { foo: 'foo', bar: 'bar' }, 'changing'),
  'added-flag': flag('string', 'new', { new: 'new' }, 'added'),
} as const satisfies Readonly<Record<string, CanonicalFlag>>;

/** What a flag is there for. `missing-flag` must not exist. */
export type Role = keyof typeof canonicalFlags | 'missing-flag';

/** A role that has a flag. */
export type HeldRole = keyof typeof canonicalFlags;

/** The facts about a role's flag. */
export function flagOf(role: HeldRole): CanonicalFlag {
  return canonicalFlags[role];
}

/** Whether a name is a role. */
export function isRole(name: string): name is Role {
  return name === 'missing-flag' || Object.hasOwn(canonicalFlags, name);
}

/** The value that a role's flag serves where no rule matches. */
export function servedValue(role: HeldRole): JsonValue {
  const { variants, serves } = flagOf(role);
  return variants[serves] ?? null;
}

/** The targeting key that `targeting-key-flag` serves `hit` for. */
export const MATCHING_KEY = '5c3d8535-f81a-4478-a6d3-afaa4d51199e';

/** The address that the targeted zero flags and `complex-targeted` ask for. */
export const MATCHING_EMAIL = 'ballmer@macrosoft.com';

/** The date that `date-rule-flag` serves `hit` from. */
export const MATCHING_DATE = new Date('2025-01-01T00:00:00.000Z');

/** The rules of the targeted flags, in words that an adapter's author can follow. */
export const rules: Readonly<Partial<Record<HeldRole, string>>> = {
  'targeting-key-flag': `hit for the targeting key ${MATCHING_KEY}`,
  'boolean-targeted-zero-flag': `zero where the attribute email is ${MATCHING_EMAIL}; the same for string, integer and float`,
  'complex-targeted': `internal where customer is false, email is ${MATCHING_EMAIL} and age is above 10`,
  'number-rule-flag': 'hit where the number age is 42 or more',
  'boolean-rule-flag': 'hit where the boolean vip is true',
  'string-rule-flag': 'hit where the text plan is pro',
  'date-rule-flag': `hit where the date since is ${MATCHING_DATE.toISOString()} or later`,
  'nested-rule-flag': 'hit where company.country is NL; a vendor that knows no paths leaves the flag out',
  'list-rule-flag': 'hit where the list teams holds red',
  'split-flag': 'half of all targeting keys heads, the others tails, decided by a hash',
};
