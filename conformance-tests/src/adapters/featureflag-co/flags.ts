import type { FeatureFlagWire } from '@polyflag/emulators';
import { flagOf, MATCHING_EMAIL, MATCHING_KEY, type HeldRole, type Role } from '../../kit/flags.js';
import { heldRoles, rolesAtFirst } from '../held.js';
import { targeted } from '../targeted.js';
import { textOf } from '../written.js';

/** Roles that featureflag.co has no way to hold. */
export const absentFlags = {
  // featureflag-co.md §13.2
  'nested-rule-flag': 'a nested object is left out',
  'list-rule-flag': 'an array is left out',
  // featureflag-co.md §5.2
  'metadata-flag': 'there is no metadata of a flag’s own making',
  // DECISIONS 17
  'disabled-boolean-flag': 'a disabled flag serves its off option',
  'disabled-string-flag': 'a disabled flag serves its off option',
  'disabled-integer-flag': 'a disabled flag serves its off option',
  'disabled-float-flag': 'a disabled flag serves its off option',
  // featureflag-co.md §11 D5
  'null-default-flag': 'where no slice is left there is the off option',
  'undefined-default-flag': 'where no slice is left there is the off option',
} as const satisfies Partial<Record<HeldRole, string>>;

/** An option has a number for a name: its place among the variants. */
export const variants: Partial<Record<Role, string>> = Object.fromEntries(
  heldRoles(absentFlags).map((role) => [role, String(optionOf(role, flagOf(role).serves).localId)]),
);

/** Every role's flag, as it is at first. */
export function ffcFlags(): FeatureFlagWire[] {
  return rolesAtFirst(absentFlags).map((role) => ffcFlag(role));
}

type Option = NonNullable<FeatureFlagWire['variationOptions']>[number];
type Clause = NonNullable<FeatureFlagWire['fftuwmtr']>[number]['ruleJsonContent'][number];

/** @param serves another variant than the canonical one */
export function ffcFlag(role: HeldRole, serves = flagOf(role).serves): FeatureFlagWire {
  const { variants: values, kind } = flagOf(role);
  const options = Object.keys(values).map((variant) => optionOf(role, variant));
  const served = optionOf(role, serves);
  const rule = rules[role];
  const hits = rule === undefined ? [] : shared([optionOf(role, rule.hits)]);
  return {
    ff: {
      keyName: role,
      name: role,
      defaultRulePercentageRollouts: shared(kind === 'split' ? options : [served]),
      variationOptionWhenDisabled: served,
    },
    fftuwmtr:
      rule === undefined
        ? []
        : [{ ruleName: 'by rule', ruleJsonContent: rule.conditions, valueOptionsVariationRuleValues: hits }],
    variationOptions: options,
  };
}

/** Every value is text. */
function optionOf(role: HeldRole, variant: string): Option {
  const localId = Object.keys(flagOf(role).variants).indexOf(variant) + 1;
  return { localId, displayOrder: localId, variationValue: textOf(role, variant) };
}

/** Everybody, in equal shares. */
function shared(options: readonly Option[]) {
  return options.map((valueOption, index) => ({
    rolloutPercentage: [index / options.length, (index + 1) / options.length] as const,
    valueOption,
  }));
}

const where = (property: string, operation: string, value = ''): Clause => ({ property, operation, value });

const rules = targeted<Clause>({
  key: where('KeyId', 'Equal', MATCHING_KEY),
  email: where('email', 'Equal', MATCHING_EMAIL),
  noCustomer: where('customer', 'IsFalse'),
  above10: where('age', 'BiggerThan', '10'),
  from42: where('age', 'BiggerEqualThan', '42'),
  vip: where('vip', 'IsTrue'),
  pro: where('plan', 'Equal', 'pro'),
  // A date is its ISO text: those of the years from 2025 to 2999 begin like this.
  recent: where('since', 'MatchRegex', '^2(02[5-9]|0[3-9]|[1-9])'),
});
