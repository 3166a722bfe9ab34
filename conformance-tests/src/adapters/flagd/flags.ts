import { flagOf, canonicalFlags, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../../kit/flags.js';

/** Roles that a flag definition has no way to hold. */
export const absentFlags = {
  'malformed-json-flag': 'objects are not held as text',
  'date-rule-flag': 'rules compare no dates',
} as const satisfies Partial<Record<HeldRole, string>>;

/** A file of flag definitions, as it is at first, with other variants for some. */
export function definitions(serves: Readonly<Partial<Record<HeldRole, string>>> = {}): string {
  const roles = (Object.keys(canonicalFlags) as HeldRole[]).filter(
    (role) => !(role in absentFlags) && (role !== 'added-flag' || serves[role] !== undefined),
  );
  return JSON.stringify({ flags: Object.fromEntries(roles.map((role) => [role, definition(role, serves[role])])) });
}

function definition(role: HeldRole, serves = flagOf(role).serves): object {
  const { variants, kind } = flagOf(role);
  const targeting = kind === 'split' ? halves : kind === 'targeted' ? ruleOf(role) : undefined;
  return {
    state: kind === 'disabled' ? 'DISABLED' : 'ENABLED',
    variants,
    ...(role === 'undefined-default-flag' ? {} : { defaultVariant: role === 'null-default-flag' ? null : serves }),
    ...(targeting === undefined ? {} : { targeting }),
    ...(kind === 'metadata' ? { metadata: { string: '1.0.2', integer: 2, float: 0.1, boolean: true } } : {}),
  };
}

const of = (name: string): object => ({ var: name });
const halves = {
  fractional: [
    ['heads', 50],
    ['tails', 50],
  ],
};
const hasEmail = { '===': [of('email'), MATCHING_EMAIL] };

/** A rule that does not hold gives no variant, so that the default one is served by default. */
function ruleOf(role: HeldRole): object {
  const hits = { 'targeting-key-flag': 'hit', 'complex-targeted': 'internal' }[role as string];
  return { if: [conditions[role] ?? hasEmail, hits ?? (role.endsWith('rule-flag') ? 'hit' : 'zero'), null] };
}

const conditions: Readonly<Partial<Record<HeldRole, object>>> = {
  'targeting-key-flag': { '===': [of('targetingKey'), MATCHING_KEY] },
  'complex-targeted': { and: [{ '===': [of('customer'), false] }, hasEmail, { '>': [of('age'), 10] }] },
  'number-rule-flag': { '>=': [of('age'), 42] },
  'boolean-rule-flag': { '===': [of('vip'), true] },
  'string-rule-flag': { '===': [of('plan'), 'pro'] },
  'nested-rule-flag': { '===': [of('company.country'), 'NL'] },
  'list-rule-flag': { in: ['red', of('teams')] },
};
