import { MultiProvider } from '@openfeature/server-sdk';
import type { ProviderAdapter } from '../kit/adapter.js';
import { hackleAdapter } from './hackle/hackle.js';
import { splitAdapter } from './split/split.js';

/** The SDK's MultiProvider around two of ours: the first has the flags of the catalogue. */
export function multiAdapter(): ProviderAdapter {
  const [split, hackle] = [splitAdapter(), hackleAdapter()];
  const around = async (make: ProviderAdapter['createProvider']): Promise<MultiProvider> =>
    new MultiProvider([
      { provider: await make(), name: 'split' },
      { provider: await hackle.createProvider(), name: 'hackle' },
    ]);
  const { createUnavailableProvider, createForbiddenProvider } = split;
  if (createUnavailableProvider === undefined || createForbiddenProvider === undefined) {
    throw new Error('the adapter of Split has changed');
  }
  return {
    name: 'MultiProvider',
    module: import.meta.url,
    capabilities: split.capabilities.filter((name) => name !== 'offline'),
    ...(split.absentFlags === undefined ? {} : { absentFlags: split.absentFlags }),
    ...(split.variants === undefined ? {} : { variants: split.variants }),
    ...(split.control === undefined ? {} : { control: { ...split.control, reset: () => reset(split, hackle) } }),
    ...(split.timeouts === undefined ? {} : { timeouts: split.timeouts }),
    async setUp() {
      await split.setUp?.();
      await hackle.setUp?.();
    },
    async tearDown() {
      await split.tearDown?.();
      await hackle.tearDown?.();
    },
    createProvider: () => around(split.createProvider),
    createUnavailableProvider: () => around(createUnavailableProvider),
    createForbiddenProvider: () => around(createForbiddenProvider),
  };
}

async function reset(...adapters: ProviderAdapter[]): Promise<void> {
  for (const { control } of adapters) await control?.reset?.();
}

export default multiAdapter;
