import type { FlagWire } from '@polyflag/split-provider/internal';
import { flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole, type Role } from '../../kit/flags.js';
import { rolesAtFirst } from '../held.js';
import { targeted, type Rule } from '../targeted.js';
import { textOf } from '../written.js';

type Condition = NonNullable<FlagWire['conditions']>[number];
type Matcher = Condition['matcherGroup']['matchers'][number];

/** Roles that Split has no way to hold. */
export const absentFlags = {
  // DECISIONS 23
  'string-zero-flag': 'an empty treatment cannot be served',
  'string-targeted-zero-flag': 'an empty treatment cannot be served',
  'empty-text-flag': 'an empty treatment cannot be served',
  // DECISIONS 19
  'nested-rule-flag': 'a nested object is dropped',
  // split.md §10.3
  'metadata-flag': 'there is no metadata of a flag’s own making',
  // DECISIONS 17
  'disabled-boolean-flag': 'a killed flag serves its default treatment',
  'disabled-string-flag': 'a killed flag serves its default treatment',
  'disabled-integer-flag': 'a killed flag serves its default treatment',
  'disabled-float-flag': 'a killed flag serves its default treatment',
  // split.md §1.2
  'null-default-flag': 'every flag has a default treatment',
  'undefined-default-flag': 'every flag has a default treatment',
} as const satisfies Partial<Record<HeldRole, string>>;

/** What a variant is called where a treatment has to say the value itself. */
export const variants: Partial<Record<Role, string>> = { 'string-flag': 'hi', 'boolean-zero-flag': 'off' };

/** Every role's flag, as it is at first. */
export function splitFlags(): FlagWire[] {
  return rolesAtFirst(absentFlags).map((role) => splitFlag(role));
}

/** @param serves another variant than the canonical one */
export function splitFlag(role: HeldRole, serves = flagOf(role).serves): FlagWire {
  const { variants: values, kind } = flagOf(role);
  const treatments = Object.keys(values).map(
    (variant) => [treatmentOf(role, variant), configOf(role, variant)] as const,
  );
  const served = treatmentOf(role, serves);
  const rule = rules[role];
  return {
    name: role,
    trafficTypeName: 'user',
    status: 'ACTIVE',
    killed: false,
    seed: 17,
    trafficAllocationSeed: 19,
    trafficAllocation: 100,
    algo: 2,
    defaultTreatment: served,
    configurations: Object.fromEntries(treatments.filter(([, config]) => config !== undefined)),
    conditions:
      rule === undefined
        ? [everybody(kind === 'split' ? treatments.map(([name]) => name) : [served])]
        : [byRule(role, rule)],
  };
}

/** Booleans are told by their words, texts are treatments, everything else is the configuration of one. */
function treatmentOf(role: HeldRole, variant: string): string {
  const { type, variants: values } = flagOf(role);
  const value = values[variant];
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  // Read as an object, text is a configuration.
  return type === 'string' && typeof value === 'string' && !isJsonText(role) ? value : variant;
}

function configOf(role: HeldRole, variant: string): string | undefined {
  const { type } = flagOf(role);
  return type === 'number' || type === 'object' || isJsonText(role) ? textOf(role, variant) : undefined;
}

function isJsonText(role: HeldRole): boolean {
  return role.includes('json');
}

function everybody(treatments: readonly string[]): Condition {
  return {
    conditionType: 'ROLLOUT',
    label: 'for everybody',
    matcherGroup: { combiner: 'AND', matchers: [{ matcherType: 'ALL_KEYS' }] },
    partitions: treatments.map((treatment) => ({ treatment, size: 100 / treatments.length })),
  };
}

function byRule(role: HeldRole, { hits, conditions }: Rule<Matcher>): Condition {
  return {
    conditionType: 'ROLLOUT',
    label: 'by rule',
    matcherGroup: { combiner: 'AND', matchers: conditions },
    partitions: [{ treatment: treatmentOf(role, hits), size: 100 }],
  };
}

const on = (attribute: string, matcher: Matcher): Matcher => ({
  ...matcher,
  keySelector: { trafficType: 'user', attribute },
});
const oneOf = (...whitelist: string[]): Matcher => ({ matcherType: 'WHITELIST', whitelistMatcherData: { whitelist } });
const is = (booleanMatcherData: boolean): Matcher => ({ matcherType: 'EQUAL_TO_BOOLEAN', booleanMatcherData });
const atLeast = (value: number, dataType: 'NUMBER' | 'DATETIME'): Matcher => ({
  matcherType: 'GREATER_THAN_OR_EQUAL_TO',
  unaryNumericMatcherData: { dataType, value },
});

const rules = targeted<Matcher>({
  key: oneOf(MATCHING_KEY),
  email: on('email', oneOf(MATCHING_EMAIL)),
  noCustomer: on('customer', is(false)),
  // Whole numbers, as the catalogue asks for them.
  above10: on('age', atLeast(11, 'NUMBER')),
  from42: on('age', atLeast(42, 'NUMBER')),
  vip: on('vip', is(true)),
  pro: on('plan', oneOf('pro')),
  recent: on('since', atLeast(MATCHING_DATE.getTime(), 'DATETIME')),
  red: on('teams', { matcherType: 'CONTAINS_ANY_OF_SET', whitelistMatcherData: { whitelist: ['red'] } }),
});
