import type { KeyType, Operator, ValueType } from '@polyflag/hackle-provider/internal';

export type { KeyType, Operator, ValueType };

// Written down here once more, from the page: a word that our reader does not know has to be found.

/** Spec §5.3. */
export const operators: readonly Operator[] = [
  'IN',
  'CONTAINS',
  'STARTS_WITH',
  'ENDS_WITH',
  'GT',
  'GTE',
  'LT',
  'LTE',
  'EXISTS',
];

/** Spec §2.2. */
export const valueTypes: readonly ValueType[] = ['STRING', 'NUMBER', 'BOOLEAN', 'VERSION', 'JSON'];
