import { AmplitudeProvider, ExperimentClient, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { decidesAnew, emulatedAdapter, PATIENT_MS } from '../emulated.js';
import { FastClock } from '../fast-clock.js';
import { absentFromBoth, DEPLOYMENT_KEY, EmulatedAmplitude } from './emulated-amplitude.js';

/** Our Amplitude provider on its emulator, whose flags it evaluates itself. */
export function amplitudeLocalAdapter(): ProviderAdapter {
  const amplitude = new EmulatedAmplitude(new FastClock());
  const config = (initTimeoutMillis = PATIENT_MS): AmplitudeConfig =>
    amplitude.config({ localEvaluation: true, initTimeoutMillis, flagConfigPollingIntervalMillis: 2_000 });
  return emulatedAdapter({
    ...amplitude.shared,
    name: '@polyflag/amplitude-provider, evaluating locally',
    module: import.meta.url,
    absentCapabilities: {
      ...absentFromBoth,
      offline: {
        summary: 'a start waits for flags of the backend, even where there are some to begin with',
        link: 'amplitude.md §4.1',
      },
      caching: decidesAnew,
    },
    create: (startMillis) => new AmplitudeProvider(DEPLOYMENT_KEY, config(startMillis)),
    createForbiddenProvider: () => new AmplitudeProvider('another key', config()),
    async createSharingProvider() {
      const client = new ExperimentClient(DEPLOYMENT_KEY, config());
      await client.start();
      return {
        provider: new AmplitudeProvider(client),
        works: () => client.evaluateV2({ user_id: 'ana' })['boolean-flag']?.value === 'on',
        close: () => client.stop(),
      };
    },
    construct:
      "new exported.AmplitudeProvider('key', { localEvaluation: true, initTimeoutMillis: 200, urls: { flags: 'http://127.0.0.1:9' } })",
  });
}

export default amplitudeLocalAdapter;
