import type { HeldRole } from '../kit/flags.js';

/** What the rules of the kit's targeted flags ask of a context, each in the terms of a vendor. */
export interface Conditions<C> {
  /** The targeting key is `MATCHING_KEY`. */
  readonly key: C;
  /** The text `email` is `MATCHING_EMAIL`. */
  readonly email: C;
  /** The boolean `customer` is false. */
  readonly noCustomer: C;
  /** The number `age` is above 10. */
  readonly above10: C;
  /** The number `age` is 42 or more. */
  readonly from42: C;
  /** The boolean `vip` is true. */
  readonly vip: C;
  /** The text `plan` is pro. */
  readonly pro: C;
  /** The date `since` is `MATCHING_DATE` or later. */
  readonly recent?: C;
  /** The text `country` of `company` is NL. */
  readonly dutch?: C;
  /** The list `teams` holds red. */
  readonly red?: C;
}

/** Who gets another variant of a flag than everybody. */
export interface Rule<C> {
  readonly hits: string;
  /** All of them have to hold. */
  readonly conditions: readonly C[];
}

/** The rules of the targeted flags. A condition that a vendor has not leaves its flag without a rule. */
export function targeted<C>(conditions: Conditions<C>): Readonly<Partial<Record<HeldRole, Rule<C>>>> {
  const { key, email, noCustomer, above10, from42, vip, pro, recent, dutch, red } = conditions;
  const hit = (condition: C): Rule<C> => ({ hits: 'hit', conditions: [condition] });
  const zero: Rule<C> = { hits: 'zero', conditions: [email] };
  return {
    'targeting-key-flag': hit(key),
    'boolean-targeted-zero-flag': zero,
    'string-targeted-zero-flag': zero,
    'integer-targeted-zero-flag': zero,
    'float-targeted-zero-flag': zero,
    'complex-targeted': { hits: 'internal', conditions: [noCustomer, email, above10] },
    'number-rule-flag': hit(from42),
    'boolean-rule-flag': hit(vip),
    'string-rule-flag': hit(pro),
    ...(recent === undefined ? {} : { 'date-rule-flag': hit(recent) }),
    ...(dutch === undefined ? {} : { 'nested-rule-flag': hit(dutch) }),
    ...(red === undefined ? {} : { 'list-rule-flag': hit(red) }),
  };
}
