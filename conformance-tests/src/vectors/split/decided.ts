/**
 * Rows of the section `evaluation` that were recorded from one SDK while the spec page decides otherwise ("→ Do",
 * DECISIONS 32), with what it decides.
 */
export const decided: ReadonlyMap<string, { readonly treatment: string; readonly label: string }> = new Map([
  // §2.5: empty text, null, booleans and lists are no numbers.
  ['EQUAL_TO NUMBER 0 vs ""', { treatment: 'def', label: 'default rule' }],
  ['EQUAL_TO NUMBER 0 vs null', { treatment: 'def', label: 'default rule' }],
  ['EQUAL_TO NUMBER 1 vs true', { treatment: 'def', label: 'default rule' }],
  ['EQUAL_TO NUMBER 5 vs [5]', { treatment: 'def', label: 'default rule' }],
  ['EQUAL_TO NUMBER 0 vs []', { treatment: 'def', label: 'default rule' }],
  // §2.4: `algo` 1 buckets with the legacy hash.
  ['algo 1 flag, 50/50', { treatment: 'a', label: 'L' }],
  // §2.3: shares that do not add up to 100 serve those whose bucket they reach.
  ['partition sizes total 90', { treatment: 'on', label: 'L' }],
]);
