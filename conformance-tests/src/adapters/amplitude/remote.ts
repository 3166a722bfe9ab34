import { AmplitudeProvider, ExperimentClient, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { emulatedAdapter } from '../emulated.js';
import { absentFromBoth, DEPLOYMENT_KEY, EmulatedAmplitude } from './emulated-amplitude.js';

/** Why a start cannot fail. */
const startsAtOnce = {
  summary: 'a start makes no request, since flags are fetched for a user',
  link: 'amplitude.md §6.5',
};

/** Why nothing is told. */
const knowsNoFlags = {
  summary: 'the backend evaluates for one user at a time, and nobody knows the flags',
  link: 'amplitude.md §6.6',
};

/** Our Amplitude provider on its emulator, which evaluates. */
export function amplitudeAdapter(): ProviderAdapter {
  const amplitude = new EmulatedAmplitude();
  // Nothing here waits for minutes: time passes as it does.
  const config = (): AmplitudeConfig => amplitude.config({ closeTimeoutMillis: 4_000 });
  return emulatedAdapter({
    ...amplitude.shared,
    module: import.meta.url,
    absentCapabilities: {
      ...absentFromBoth,
      lifecycle: startsAtOnce,
      fatal: startsAtOnce,
      offline: { summary: 'the backend evaluates', link: 'amplitude.md §1.1' },
      stale: { summary: 'an outage shows in each evaluation', link: 'amplitude.md §6.4' },
      'configuration-change': knowsNoFlags,
      'flags-changed': knowsNoFlags,
      'standard-reasons': { summary: 'the backend does not tell whether a flag has rules', link: 'amplitude.md §6.4' },
    },
    create: () => new AmplitudeProvider(DEPLOYMENT_KEY, config()),
    createSharingProvider() {
      const client = new ExperimentClient(DEPLOYMENT_KEY, config());
      return {
        provider: new AmplitudeProvider(client),
        works: async () => (await client.fetchV2({ user_id: 'ana' }))['boolean-flag']?.value === 'on',
        close: () => client.stop(),
      };
    },
    // An evaluation waits for a fetch (DECISIONS 22), which may take so long.
    timeouts: { evaluation: 10_000 },
    construct: "new exported.AmplitudeProvider('key')",
  });
}

export default amplitudeAdapter;
