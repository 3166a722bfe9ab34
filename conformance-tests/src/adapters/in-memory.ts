import { TypedInMemoryProvider } from '@openfeature/server-sdk';
import type { ProviderAdapter } from '../kit/adapter.js';
import { canonicalFlags, type CanonicalFlag, type HeldRole } from '../kit/flags.js';
import { decisions } from './decide.js';
import { rolesAtFirst } from './held.js';

type Configuration = NonNullable<ConstructorParameters<typeof TypedInMemoryProvider>[0]>;

/** Roles that the SDK's provider has no way to hold. */
const absent = {
  'null-default-flag': 'every flag has a default variant',
  'undefined-default-flag': 'every flag has a default variant',
  'metadata-flag': 'flags have no metadata',
  'split-flag': 'flags are not split',
  'malformed-json-flag': 'objects are not held as text',
} as const;

/** The SDK's in-memory provider. */
export function inMemoryAdapter(): ProviderAdapter {
  const made: TypedInMemoryProvider[] = [];
  let current = configuration();
  const put = (next: Configuration): void => {
    current = next;
    for (const provider of made) provider.putConfiguration(next);
  };
  return {
    name: 'InMemoryProvider',
    module: import.meta.url,
    capabilities: [
      'events',
      'configuration-change',
      'flags-changed',
      'object',
      'variants',
      'disabled-flags',
      'string-typing',
      'fully-typed-values',
      'large-integers',
      'reinitialization',
      'targeting',
      'context-attributes',
      'standard-reasons',
    ],
    createProvider() {
      const provider = new TypedInMemoryProvider(current);
      made.push(provider);
      return provider;
    },
    absentFlags: absent,
    timeouts: { ready: 1_000, event: 1_000, close: 1_000, quiet: 20 },
    control: {
      reset() {
        made.length = 0;
        current = configuration();
      },
      changeFlag: () => put({ ...current, 'changing-flag': flagFor('changing-flag', { serves: 'bar' }) }),
      addFlag: () => put({ ...current, 'added-flag': flagFor('added-flag') }),
      removeFlag: () => put(Object.fromEntries(Object.entries(current).filter(([key]) => key !== 'added-flag'))),
      touch: () => put({ ...current }),
    },
  };
}

/** Every canonical flag that can be held, as it is at first. */
function configuration(): Configuration {
  return Object.fromEntries(rolesAtFirst(absent).map((role) => [role, flagFor(role)]));
}

function flagFor(role: HeldRole, more: Partial<CanonicalFlag> = {}): Configuration[string] {
  const { variants, serves, kind } = { ...canonicalFlags[role], ...more };
  const evaluator = decisions[role];
  return {
    variants: structuredClone(variants),
    defaultVariant: serves,
    disabled: kind === 'disabled',
    ...(evaluator === undefined ? {} : { contextEvaluator: evaluator }),
  };
}

export default inMemoryAdapter;
