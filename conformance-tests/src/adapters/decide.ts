import type { EvaluationContext } from '@openfeature/core';
import { MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../kit/flags.js';

type Decide = (context: EvaluationContext) => string;

const zeroFor: Decide = ({ email }) => (email === MATCHING_EMAIL ? 'zero' : 'non-zero');
const hitIf =
  (holds: (context: EvaluationContext) => boolean): Decide =>
  (context) =>
    holds(context) ? 'hit' : 'miss';

/** The variant that each targeted flag has for a context, for backends whose rules are functions. */
export const decisions: Readonly<Partial<Record<HeldRole, Decide>>> = {
  'targeting-key-flag': hitIf(({ targetingKey }) => targetingKey === MATCHING_KEY),
  'boolean-targeted-zero-flag': zeroFor,
  'string-targeted-zero-flag': zeroFor,
  'integer-targeted-zero-flag': zeroFor,
  'float-targeted-zero-flag': zeroFor,
  'complex-targeted': ({ customer, email, age }) =>
    customer === false && email === MATCHING_EMAIL && typeof age === 'number' && age > 10 ? 'internal' : 'external',
  'number-rule-flag': hitIf(({ age }) => typeof age === 'number' && age >= 42),
  'boolean-rule-flag': hitIf(({ vip }) => vip === true),
  'string-rule-flag': hitIf(({ plan }) => plan === 'pro'),
  'date-rule-flag': hitIf(({ since }) => since instanceof Date && since >= MATCHING_DATE),
  'nested-rule-flag': hitIf(
    ({ company }) =>
      typeof company === 'object' && company !== null && (company as { country?: unknown }).country === 'NL',
  ),
  'list-rule-flag': hitIf(({ teams }) => Array.isArray(teams) && teams.includes('red')),
};
