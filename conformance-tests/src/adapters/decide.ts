import type { EvaluationContext } from '@openfeature/core';
import { flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../kit/flags.js';
import { targeted } from './targeted.js';

type Decide = (context: EvaluationContext) => string;

const rules = targeted<(context: EvaluationContext) => boolean>({
  key: ({ targetingKey }) => targetingKey === MATCHING_KEY,
  email: ({ email }) => email === MATCHING_EMAIL,
  noCustomer: ({ customer }) => customer === false,
  above10: ({ age }) => typeof age === 'number' && age > 10,
  from42: ({ age }) => typeof age === 'number' && age >= 42,
  vip: ({ vip }) => vip === true,
  pro: ({ plan }) => plan === 'pro',
  recent: ({ since }) => since instanceof Date && since >= MATCHING_DATE,
  dutch: ({ company }) =>
    typeof company === 'object' && company !== null && (company as { country?: unknown }).country === 'NL',
  red: ({ teams }) => Array.isArray(teams) && teams.includes('red'),
});

/** The variant that each targeted flag has for a context, for backends whose rules are functions. */
export const decisions: Readonly<Partial<Record<HeldRole, Decide>>> = Object.fromEntries(
  Object.entries(rules).map(([role, { hits, conditions }]): [string, Decide] => [
    role,
    (context) => (conditions.every((holds) => holds(context)) ? hits : flagOf(role as HeldRole).serves),
  ]),
);
