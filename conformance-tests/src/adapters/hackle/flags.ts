import type { ConditionWire, ExperimentWire, RemoteConfigWire, WorkspaceWire } from '@polyflag/emulators';
import { flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole, type Role } from '../../kit/flags.js';
import { heldRoles, rolesAtFirst } from '../held.js';
import { targeted } from '../targeted.js';
import { textOf } from '../written.js';

/** Roles that Hackle has no way to hold. */
export const absentFlags = {
  // hackle.md §9.4
  'nested-rule-flag': 'a nested property is dropped',
  // hackle.md §9.3
  'metadata-flag': 'there is no metadata of a flag’s own making',
  // DECISIONS 17
  'disabled-boolean-flag': 'a flag that is off serves off',
  'disabled-string-flag': 'a flag that is off serves off',
  'disabled-integer-flag': 'a flag that is off serves off',
  'disabled-float-flag': 'a flag that is off serves off',
  // hackle.md §2.1
  'null-default-flag': 'every parameter has a default value',
  'undefined-default-flag': 'every parameter has a default value',
} as const satisfies Partial<Record<HeldRole, string>>;

const held = heldRoles(absentFlags);

/** Feature flags have numbers. */
// A feature flag can be read as an object too, the parameters of its variation: what is a boolean and nothing else is a parameter.
const features = held.filter((role) => flagOf(role).type === 'boolean' && role !== 'boolean-flag');
const number = (role: HeldRole): number => features.indexOf(role) + 1;

const SPLIT = 100;
/** The bucket that the rules of parameters name. */
const EVERYBODY = 101;
/** The segment of the one key that a rule is for. */
const THAT_KEY = 'that-key';

/** Booleans are feature flags, the split is an A/B test with a parameter, all the rest are remote config parameters. */
export const flags: Partial<Record<Role, string>> = {
  ...Object.fromEntries(held.map((role) => [role, `config:${role}`])),
  ...Object.fromEntries(features.map((role) => [role, `feature:${number(role)}`])),
  'split-flag': `experiment:${SPLIT}/side`,
};

/** A feature flag is on or off; a parameter that no rule decides has its default. */
export const variants: Partial<Record<Role, string>> = {
  'boolean-flag': 'default',
  'string-flag': 'default',
  'integer-flag': 'default',
  'boolean-zero-flag': 'off',
  'integer-zero-flag': 'default',
  'float-zero-flag': 'default',
};

/** Every role's flag, as it is at first. */
export function workspace(): WorkspaceWire {
  const sides = ['heads', 'tails'];
  return {
    featureFlags: features.map(feature),
    remoteConfigParameters: rolesAtFirst(absentFlags)
      .filter((role) => !features.includes(role) && role !== 'split-flag')
      .map((role) => parameter(role)),
    experiments: [
      {
        key: SPLIT,
        bucketId: SPLIT,
        variations: sides.map((_, index) => ({
          id: index + 1,
          key: index === 0 ? 'A' : 'B',
          parameterConfigurationId: index + 1,
        })),
        execution: { status: 'RUNNING', version: 1, defaultRule: { type: 'BUCKET', bucketId: SPLIT } },
      },
    ],
    parameterConfigurations: sides.map((value, index) => ({ id: index + 1, parameters: [{ key: 'side', value }] })),
    buckets: [
      {
        id: SPLIT,
        seed: 17,
        slotSize: 10_000,
        slots: [
          { startInclusive: 0, endExclusive: 5_000, variationId: 1 },
          { startInclusive: 5_000, endExclusive: 10_000, variationId: 2 },
        ],
      },
      {
        id: EVERYBODY,
        seed: 19,
        slotSize: 10_000,
        slots: [{ startInclusive: 0, endExclusive: 10_000, variationId: 1 }],
      },
    ],
    segments: [
      {
        key: THAT_KEY,
        type: 'USER_ID',
        targets: [
          { conditions: [{ key: { type: 'USER_ID', name: '$id' }, match: match('IN', 'STRING', MATCHING_KEY) }] },
        ],
      },
    ],
    events: trackedNames.map((key, index) => ({ id: 1_000 + index, key })),
  };
}

/** The events that the catalogue tracks. */
const trackedNames = ['purchase', 'valued', 'plain', 'first', 'second', 'third', 'odd', 'zero', 'many', 'kept', 'lost'];

const parameterTypes = { boolean: 'BOOLEAN', string: 'STRING', number: 'NUMBER', object: 'JSON' } as const;

/** @param serves another variant than the canonical one */
export function parameter(role: HeldRole, serves = flagOf(role).serves): RemoteConfigWire {
  const { variants: values, type } = flagOf(role);
  const isJson = type === 'object' || role.includes('json');
  const valueOf = (variant: string): string | number | boolean =>
    isJson ? textOf(role, variant) : (values[variant] as string | number | boolean);
  const rule = rules[role];
  return {
    key: role,
    type: isJson ? 'JSON' : parameterTypes[type],
    identifierType: '$id',
    targetRules:
      rule === undefined
        ? []
        : [
            {
              key: rule.hits,
              name: rule.hits,
              target: { conditions: rule.conditions },
              bucketId: EVERYBODY,
              value: { id: 2, value: valueOf(rule.hits) },
            },
          ],
    defaultValue: { id: 1, value: valueOf(serves) },
  };
}

function feature(role: HeldRole): ExperimentWire {
  const { serves, variants: values } = flagOf(role);
  const id = (variant: string): number => (values[variant] === true ? 2 : 1);
  const rule = rules[role];
  return {
    key: number(role),
    execution: {
      status: 'RUNNING',
      version: 1,
      targetRules:
        rule === undefined
          ? []
          : [{ target: { conditions: rule.conditions }, action: { type: 'VARIATION', variationId: id(rule.hits) } }],
      defaultRule: { type: 'VARIATION', variationId: id(serves) },
    },
  };
}

type Match = ConditionWire['match'];

const match = (operator: Match['operator'], valueType: Match['valueType'], value: unknown): Match => ({
  type: 'MATCH',
  operator,
  valueType,
  values: [value],
});

const property = (name: string, matched: Match): ConditionWire => ({
  key: { type: 'USER_PROPERTY', name },
  match: matched,
});

const rules = targeted<ConditionWire>({
  // A rule names an identifier by way of a segment.
  key: { key: { type: 'SEGMENT', name: 'SEGMENT' }, match: match('IN', 'STRING', THAT_KEY) },
  email: property('email', match('IN', 'STRING', MATCHING_EMAIL)),
  noCustomer: property('customer', match('IN', 'BOOLEAN', false)),
  above10: property('age', match('GT', 'NUMBER', 10)),
  from42: property('age', match('GTE', 'NUMBER', 42)),
  vip: property('vip', match('IN', 'BOOLEAN', true)),
  pro: property('plan', match('IN', 'STRING', 'pro')),
  // A date is its ISO text, and those are in the order of the dates.
  recent: property('since', match('GTE', 'STRING', MATCHING_DATE.toISOString())),
  red: property('teams', match('IN', 'STRING', 'red')),
});
