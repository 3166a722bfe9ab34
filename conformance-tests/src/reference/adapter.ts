import type { Provider } from '@openfeature/server-sdk';
import type { ProviderAdapter } from '../kit/adapter.js';
import { capabilities, type Capability } from '../kit/capabilities.js';
import { GOOD_KEY, ReferenceBackend, referenceFlag } from './backend.js';
import { ReferenceProvider } from './provider.js';

/** Makes a provider over a backend. */
export type MakeReference = (backend: ReferenceBackend, key: string) => Provider;

/** What needs a server, or would contradict other capabilities. */
const without: readonly Capability[] = ['ofrep-server', 'stream', 'domain-scoped', 'offline'];

/** The reference, or one with a defect that is made of it. */
export function referenceAdapter(
  make: MakeReference = (backend, key) => new ReferenceProvider(backend, key),
  name = 'the reference',
): ProviderAdapter {
  const backend = new ReferenceBackend();
  return {
    name,
    module: import.meta.url,
    capabilities: (Object.keys(capabilities) as Capability[]).filter((each) => !without.includes(each)),
    timeouts: { ready: 1_000, event: 1_000, grace: 1_000, close: 1_000, evaluation: 1_000, quiet: 25, case: 10_000 },
    createProvider: () => make(backend, GOOD_KEY),
    createUnavailableProvider() {
      backend.goDown();
      return make(backend, GOOD_KEY);
    },
    createForbiddenProvider: () => make(backend, 'bad'),
    createSilentProvider() {
      backend.isSilent = true;
      return make(backend, GOOD_KEY);
    },
    control: {
      reset: () => {
        backend.reset();
      },
      changeFlag: () => {
        backend.change('changing-flag', referenceFlag('changing-flag', 'bar'));
      },
      addFlag: () => {
        backend.change('added-flag', referenceFlag('added-flag'));
      },
      removeFlag: () => {
        backend.change('added-flag', undefined);
      },
      touch: () => {
        backend.tell({ kind: 'changed', keys: [] });
      },
      breakBackend: () => {
        backend.goDown();
      },
      restoreBackend: () => {
        backend.comeUp();
      },
      malform: () => {
        backend.tell({ kind: 'malformed' });
      },
      revokeCredentials: () => {
        backend.revoke();
      },
      trackedEvents: () => backend.tracked,
    },
  };
}

export default referenceAdapter;
