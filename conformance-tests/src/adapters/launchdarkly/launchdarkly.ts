import type { LDOptions } from '@launchdarkly/node-server-sdk';
import { TestData } from '@launchdarkly/node-server-sdk/integrations';
import { LaunchDarklyProvider } from '@launchdarkly/openfeature-node-server';
import type { Provider } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import type { ProviderAdapter } from '../../kit/adapter.js';
import type { HeldRole } from '../../kit/flags.js';
import { EventsServer } from './events.js';
import { absentFlags, heldRoles, launchDarklyFlag, variants } from './flags.js';

/** What of it is used. Its own type is not resolved under this resolution of modules. */
const Constructor = LaunchDarklyProvider as unknown as new (sdkKey: string, options: LDOptions) => Provider;

/** LaunchDarkly's provider on the test data of its SDK. */
export function launchDarklyAdapter(): ProviderAdapter {
  const events = new EventsServer();
  // Each provider has test data of its own, as if each had a process of its own.
  let live: TestData[] = [];
  let current = new Map<HeldRole, object>();
  const put = async (role: HeldRole, serves?: string): Promise<void> => {
    const flag = launchDarklyFlag(role, serves);
    current.set(role, flag);
    await everywhere(flag);
  };
  const everywhere = (flag: object): Promise<unknown> =>
    Promise.all(live.map((data) => data.usePreconfiguredFlag(flag)));

  return {
    name: '@launchdarkly/openfeature-node-server',
    module: import.meta.url,
    capabilities: [
      'events',
      'lifecycle',
      'configuration-change',
      'flags-changed',
      'object',
      'variants',
      'string-typing',
      'fully-typed-values',
      'large-integers',
      'targeting',
      'context-attributes',
      'split',
      'tracking',
    ],
    absentFlags,
    variants,
    timeouts: { ready: 2_000, event: 2_000, close: 3_000, quiet: 100, case: 40_000 },
    knownDeviations: {
      'TARG-14': { summary: 'the attribute `kind` says of what kind the context is, as its README has it' },
    },
    setUp: () => events.start(),
    tearDown: () => events.stop(),
    async createProvider() {
      const data = new TestData();
      live.push(data);
      for (const flag of current.values()) await data.usePreconfiguredFlag(flag);
      return new Constructor('sdk-key', {
        logger: silentLogger,
        updateProcessor: data.getFactory(),
        eventsUri: events.url,
        diagnosticOptOut: true,
      });
    },
    control: {
      reset() {
        live = [];
        current = new Map(heldRoles.map((role) => [role, launchDarklyFlag(role)]));
        events.forget();
      },
      changeFlag: () => put('changing-flag', 'bar'),
      addFlag: () => put('added-flag'),
      async removeFlag() {
        current.delete('added-flag');
        await everywhere({ ...launchDarklyFlag('added-flag'), deleted: true });
      },
      trackedEvents: () => events.tracked(),
    },
  };
}

export default launchDarklyAdapter;
