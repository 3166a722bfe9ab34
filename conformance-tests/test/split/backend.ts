import type { EventDetails, ProviderEvents } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import { SplitEmulator, type SplitEmulatorOptions } from '@polyflag/emulators';
import { SplitFactory, SplitProvider, type SplitClient, type SplitConfig } from '@polyflag/split-provider';
import type { FlagWire } from '@polyflag/split-provider/internal';

/** A provider over a backend, both of them real, with real sockets between them. */
export interface Connected {
  readonly backend: SplitEmulator;
  readonly factory: SplitFactory;
  readonly client: SplitClient;
  /** Resolves with the next event of this type that comes after this call. */
  readonly next: (type: ProviderEvents) => Promise<EventDetails | undefined>;
}

/** To be called inside a `describe`: everything that was connected is closed after each test. */
export function connectedInTest(): {
  readonly backend: (options?: SplitEmulatorOptions) => Promise<SplitEmulator>;
  readonly connect: (backend: SplitEmulator, config?: SplitConfig) => Promise<Connected>;
} {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return {
    async backend(options) {
      const backend = new SplitEmulator(options);
      await backend.start();
      ends.push(() => backend.stop());
      return backend;
    },
    async connect(backend, config) {
      const factory = new SplitFactory('sdk-key', { urls: backend.urls, logger: silentLogger, ...config });
      const provider = new SplitProvider(factory);
      ends.push(async () => {
        await provider.onClose();
        await factory.destroy();
      });
      await provider.initialize({});
      return {
        backend,
        factory,
        client: factory.client(),
        next: (type) =>
          new Promise((resolve) => {
            const heard = (details?: EventDetails): void => {
              provider.events.removeHandler(type, heard);
              resolve(details);
            };
            provider.events.addHandler(type, heard);
          }),
      };
    },
  };
}

/** Resolves when the stream is open and what came before it has been asked for. */
export async function streaming(backend: SplitEmulator): Promise<void> {
  await backend.received('/sse');
  // Two requests at the start, and one because a stream is open.
  await backend.received('/splitChanges', { count: 3 });
}

/** A flag with one treatment for everybody, or for those in a segment. */
export function flagOf(name: string, treatment: string, segmentName?: string): FlagWire {
  const matcher =
    segmentName === undefined
      ? { matcherType: 'ALL_KEYS' }
      : { matcherType: 'IN_SEGMENT', userDefinedSegmentMatcherData: { segmentName } };
  return {
    name,
    trafficTypeName: 'user',
    status: 'ACTIVE',
    killed: false,
    defaultTreatment: 'off',
    seed: 1,
    trafficAllocationSeed: 2,
    trafficAllocation: 100,
    algo: 2,
    conditions: [
      {
        conditionType: 'ROLLOUT',
        matcherGroup: { combiner: 'AND', matchers: [{ negate: false, keySelector: null, ...matcher }] },
        partitions: [{ treatment, size: 100 }],
        label: 'rolled out',
      },
    ],
  };
}
