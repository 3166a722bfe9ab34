import type { FeatureFlagWire } from '@polyflag/emulators';
import {
  canonicalFlags,
  flagOf,
  MATCHING_EMAIL,
  MATCHING_KEY,
  type CanonicalFlag,
  type HeldRole,
  type Role,
} from '../../kit/flags.js';

/** Roles that featureflag.co has no way to hold. */
export const absentFlags = {
  'nested-rule-flag': 'a nested object is left out, featureflag-co.md §13.2',
  'list-rule-flag': 'an array is left out, featureflag-co.md §13.2',
  'metadata-flag': 'there is no metadata of a flag’s own making, featureflag-co.md §5.2',
  'disabled-boolean-flag': 'a disabled flag serves its off option, DECISIONS 17',
  'disabled-string-flag': 'a disabled flag serves its off option, DECISIONS 17',
  'disabled-integer-flag': 'a disabled flag serves its off option, DECISIONS 17',
  'disabled-float-flag': 'a disabled flag serves its off option, DECISIONS 17',
  'null-default-flag': 'where no slice is left there is the off option, featureflag-co.md §11 D5',
  'undefined-default-flag': 'where no slice is left there is the off option, featureflag-co.md §11 D5',
} as const satisfies Partial<Record<HeldRole, string>>;

const held = (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => !(role in absentFlags));

/** An option has a number for a name: its place among the variants. */
export const variants: Partial<Record<Role, string>> = Object.fromEntries(
  held.map((role) => [role, String(optionOf(role, flagOf(role).serves).localId)]),
);

/** Every role's flag, as it is at first. */
export function ffcFlags(): FeatureFlagWire[] {
  return held.filter((role) => role !== 'added-flag').map((role) => ffcFlag(role));
}

type Option = NonNullable<FeatureFlagWire['variationOptions']>[number];
type Clause = NonNullable<FeatureFlagWire['fftuwmtr']>[number]['ruleJsonContent'][number];

/** @param serves another variant than the canonical one */
export function ffcFlag(role: HeldRole, serves = flagOf(role).serves): FeatureFlagWire {
  const { variants: values, kind } = flagOf(role);
  const options = Object.keys(values).map((variant) => optionOf(role, variant));
  const served = optionOf(role, serves);
  const rule = rules[role];
  const hits = rule === undefined ? served : optionOf(role, rule.hits);
  return {
    ff: {
      keyName: role,
      name: role,
      defaultRulePercentageRollouts: kind === 'split' ? shared(options) : shared([served]),
      variationOptionWhenDisabled: served,
    },
    fftuwmtr:
      rule?.clauses === undefined
        ? []
        : [{ ruleName: 'by rule', ruleJsonContent: rule.clauses, valueOptionsVariationRuleValues: shared([hits]) }],
    // A key is named one by one, not by a rule.
    targetIndividuals: rule?.key === undefined ? [] : [{ individuals: [{ keyId: rule.key }], valueOption: hits }],
    variationOptions: options,
  };
}

function optionOf(role: HeldRole, variant: string): Option {
  const { variants: values } = flagOf(role) as CanonicalFlag;
  const localId = Object.keys(values).indexOf(variant) + 1;
  return { localId, displayOrder: localId, variationValue: textOf(role, values[variant]) };
}

/** Every value is text. */
function textOf(role: HeldRole, value: unknown): string {
  // As a vendor's page would have it: with its fraction.
  if (role === 'integral-float-flag') return '10.0';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Everybody, in equal shares. */
function shared(options: readonly Option[]) {
  return options.map((valueOption, index) => ({
    rolloutPercentage: [index / options.length, (index + 1) / options.length] as const,
    valueOption,
  }));
}

interface Rule {
  /** The variant for those whom it holds for. */
  readonly hits: string;
  readonly clauses?: readonly Clause[];
  readonly key?: string;
}

const where = (property: string, operation: string, value = ''): Clause => ({ property, operation, value });
const zero: Rule = { hits: 'zero', clauses: [where('email', 'Equal', MATCHING_EMAIL)] };
const hit = (...clauses: Clause[]): Rule => ({ hits: 'hit', clauses });

const rules: Readonly<Partial<Record<HeldRole, Rule>>> = {
  'targeting-key-flag': { hits: 'hit', key: MATCHING_KEY },
  'boolean-targeted-zero-flag': zero,
  'string-targeted-zero-flag': zero,
  'integer-targeted-zero-flag': zero,
  'float-targeted-zero-flag': zero,
  'complex-targeted': {
    hits: 'internal',
    clauses: [where('customer', 'IsFalse'), where('email', 'Equal', MATCHING_EMAIL), where('age', 'BiggerThan', '10')],
  },
  'number-rule-flag': hit(where('age', 'BiggerEqualThan', '42')),
  'boolean-rule-flag': hit(where('vip', 'IsTrue')),
  'string-rule-flag': hit(where('plan', 'Equal', 'pro')),
  // A date is its ISO text: those of the years from 2025 to 2999 begin like this.
  'date-rule-flag': hit(where('since', 'MatchRegex', '^2(02[5-9]|0[3-9]|[1-9])')),
};
