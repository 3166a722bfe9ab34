import {
  canonicalFlags,
  MATCHING_DATE,
  MATCHING_EMAIL,
  MATCHING_KEY,
  type CanonicalFlag,
  type HeldRole,
} from '@polyflag/conformance-tests';
import type { FlagWire, RuleWire } from './wire.js';

/** Every flag that the kit asks for, as a file has it at first. */
export function allFlags(): Record<string, FlagWire> {
  const roles = (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => role !== 'added-flag');
  return Object.fromEntries(roles.map((role) => [role, flagFor(role)]));
}

/** @param serves another variant than at first */
export function flagFor(role: HeldRole, serves: string = canonicalFlags[role].serves): FlagWire {
  const { variants, kind }: CanonicalFlag = canonicalFlags[role];
  switch (kind) {
    case 'no-default':
      return { variants };
    case 'disabled':
      return { variants, serve: serves, off: true };
    case 'metadata':
      return { variants, serve: serves, metadata: { string: '1.0.2', integer: 2, float: 0.1, boolean: true } };
    case 'split':
      return { variants, serve: serves, rules: [{ share: 50, serve: 'tails' }] };
    case 'targeted':
      return { variants, serve: serves, rules: [rules[role] ?? { when: { email: [MATCHING_EMAIL] }, serve: 'zero' }] };
    default:
      return { variants, serve: serves };
  }
}

const rules: Readonly<Partial<Record<HeldRole, RuleWire>>> = {
  'targeting-key-flag': { when: { targetingKey: [MATCHING_KEY] }, serve: 'hit' },
  'complex-targeted': {
    when: { customer: [false], email: [MATCHING_EMAIL], age: { atLeast: 11 } },
    serve: 'internal',
  },
  'number-rule-flag': { when: { age: { atLeast: 42 } }, serve: 'hit' },
  'boolean-rule-flag': { when: { vip: [true] }, serve: 'hit' },
  'string-rule-flag': { when: { plan: ['pro'] }, serve: 'hit' },
  'date-rule-flag': { when: { since: { atLeast: MATCHING_DATE.toISOString() } }, serve: 'hit' },
  'nested-rule-flag': { when: { 'company.country': ['NL'] }, serve: 'hit' },
  'list-rule-flag': { when: { teams: ['red'] }, serve: 'hit' },
};
