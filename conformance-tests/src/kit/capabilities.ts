/**
 * What a provider may or may not be able to do. Cases that need one are skipped where it is not declared; a skip is never a
 * pass. Names are upstream's where upstream has one.
 */
export const capabilities = {
  events: 'emits events',
  lifecycle: 'has a start that takes time and may fail',
  stale: 'tells when its backend is lost, and when it is back',
  'configuration-change': 'tells when flags change',
  'flags-changed': 'names the flags that changed; flags can be added and removed',
  object: 'serves objects',
  variants: 'has names for the values of a flag',
  'disabled-flags': 'has flags that are switched off, for which the caller gets his default',
  'code-default': 'has flags without a default of their own, for which the caller gets his',
  unavailable: 'depends on a backend that may be out of reach',
  fatal: 'needs credentials, which may be refused',
  offline: 'can start from local data without its backend',
  'string-typing': 'tells text from values of other types',
  'fully-typed-values': 'tells the types of all values apart',
  'large-integers': 'serves whole numbers beyond 32 bits',
  reinitialization: 'can be started again after it was closed',
  targeting: 'has flags whose value depends on the targeting key',
  'context-attributes': 'has flags whose value depends on attributes of the context',
  split: 'has flags that are decided by a hash of the targeting key',
  'standard-reasons': 'gives the reasons of the specification',
  metadata: 'has flag metadata',
  caching: 'answers from a cache of earlier answers',
  tracking: 'takes tracked events',
  'provider-hooks': 'brings hooks of its own',
  'domain-scoped': 'belongs to one domain',
  'ofrep-server': 'is served by a server that speaks the OpenFeature remote evaluation protocol',
  stream: 'is served by one that tells of changes in a stream',
} as const;

export type Capability = keyof typeof capabilities;

/** Whether a name is a capability. */
export function isCapability(name: unknown): name is Capability {
  return typeof name === 'string' && Object.hasOwn(capabilities, name);
}
