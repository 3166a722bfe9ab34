/** Labels that a flag's conditions do not choose (§2.1). */
export const label = {
  archived: 'archived',
  killed: 'killed',
  prerequisites: 'prerequisites not met',
  unsupported: 'targeting rule type unsupported by sdk',
  notInSplit: 'not in split',
  defaultRule: 'default rule',
  notFound: 'definition not found',
  notReady: 'not ready',
  exception: 'exception',
} as const;
