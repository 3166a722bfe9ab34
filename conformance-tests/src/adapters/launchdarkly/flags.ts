import { canonicalFlags, flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../../kit/flags.js';

const servesItsOffVariation = 'a flag that is off serves its off variation';
const hasAFallthrough = 'every flag has a variation for everybody else';

/** Roles that LaunchDarkly has no way to hold. */
export const absentFlags = {
  'malformed-json-flag': 'objects are not held as text',
  'metadata-flag': 'flags have no metadata in an evaluation',
  'disabled-boolean-flag': servesItsOffVariation,
  'disabled-string-flag': servesItsOffVariation,
  'disabled-integer-flag': servesItsOffVariation,
  'disabled-float-flag': servesItsOffVariation,
  'null-default-flag': hasAFallthrough,
  'undefined-default-flag': hasAFallthrough,
} as const satisfies Partial<Record<HeldRole, string>>;

/** Roles that have a flag at first. */
export const heldRoles = (Object.keys(canonicalFlags) as HeldRole[]).filter(
  (role) => !(role in absentFlags) && role !== 'added-flag',
);

/** Variations are told by their place. */
export const variants = Object.fromEntries(
  heldRoles.map((role) => [role, String(placeOf(role, flagOf(role).serves))]),
) as Partial<Record<HeldRole, string>>;

/** A flag in the vendor's data model. @param serves another variant than the canonical one */
export function launchDarklyFlag(role: HeldRole, serves = flagOf(role).serves): object {
  const { variants: values, kind } = flagOf(role);
  const served = { variation: placeOf(role, serves) };
  return {
    ...{ key: role, version: 1, on: true, salt: 'a salt', targets: [], prerequisites: [] },
    variations: Object.values(values),
    offVariation: served.variation,
    rules: kind === 'targeted' ? [ruleOf(role)] : [],
    fallthrough: kind === 'split' ? { rollout: { kind: 'rollout', variations: halves } } : served,
  };
}

const halves = [
  { variation: 0, weight: 50_000 },
  { variation: 1, weight: 50_000 },
];

function placeOf(role: HeldRole, variant: string): number {
  return Object.keys(flagOf(role).variants).indexOf(variant);
}

interface Clause {
  readonly attribute: string;
  readonly op: string;
  readonly values: readonly unknown[];
  readonly negate: boolean;
  readonly contextKind: 'user';
}

function clause(attribute: string, op: string, values: readonly unknown[], negate = false): Clause {
  return { attribute, op, values, negate, contextKind: 'user' };
}

const hasEmail = clause('email', 'in', [MATCHING_EMAIL]);

function ruleOf(role: HeldRole): object {
  const hits = { 'targeting-key-flag': 'hit', 'complex-targeted': 'internal' }[role as string];
  const variant = hits ?? (role.endsWith('rule-flag') ? 'hit' : 'zero');
  return {
    ...{ id: `the rule of ${role}`, trackEvents: false },
    clauses: conditions[role] ?? [hasEmail],
    variation: placeOf(role, variant),
  };
}

const conditions: Readonly<Partial<Record<HeldRole, readonly Clause[]>>> = {
  'targeting-key-flag': [clause('key', 'in', [MATCHING_KEY])],
  'complex-targeted': [clause('customer', 'in', [false]), hasEmail, clause('age', 'greaterThan', [10])],
  'number-rule-flag': [clause('age', 'greaterThanOrEqual', [42])],
  'boolean-rule-flag': [clause('vip', 'in', [true])],
  'string-rule-flag': [clause('plan', 'in', ['pro'])],
  'date-rule-flag': [clause('since', 'before', [MATCHING_DATE.toISOString()], true)],
  'nested-rule-flag': [clause('/company/country', 'in', ['NL'])],
  'list-rule-flag': [clause('teams', 'in', ['red'])],
};
