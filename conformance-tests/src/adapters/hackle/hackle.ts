import { HackleEmulator } from '@polyflag/emulators';
import { HackleClient, HackleProvider, type HackleConfig } from '@polyflag/hackle-provider';
import { runtimeParts } from '@polyflag/hackle-provider/internal';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { commonConfig, decidesAnew, emulatedAdapter, PATIENT_MS } from '../emulated.js';
import { FastClock } from '../fast-clock.js';
import { absentFlags, flags, parameter, variants, workspace } from './flags.js';

/** Our Hackle provider on its emulator. */
export function hackleAdapter(): ProviderAdapter {
  const clock = new FastClock();
  const emulator = new HackleEmulator({ clock });
  let keys: string[] = [];
  let made = 0;

  // All that are made with one key share a client, so each has a key of its own.
  const newKey = (): string => {
    made += 1;
    const key = `server-key-${made}`;
    keys.push(key);
    emulator.acceptKeys(...keys);
    return key;
  };
  const config = (initTimeoutMillis = PATIENT_MS): HackleConfig =>
    ({
      ...commonConfig,
      urls: emulator.urls,
      pollingIntervalMillis: 2_000,
      initTimeoutMillis,
      [runtimeParts]: { clock },
    }) as HackleConfig;

  return emulatedAdapter({
    module: import.meta.url,
    folder: 'hackle',
    emulator,
    flags,
    absentFlags,
    variants,
    absentCapabilities: {
      'code-default': { summary: 'every parameter has a default value', link: 'hackle.md §2.1' },
      offline: { summary: 'flags come from the backend only', link: 'hackle.md §1.5' },
      'string-typing': { summary: 'a parameter that is declared as JSON is read as text too', link: 'hackle.md §9.2' },
      caching: decidesAnew,
    },
    create: (startMillis) => new HackleProvider(newKey(), config(startMillis)),
    createForbiddenProvider() {
      newKey();
      return new HackleProvider('another-key', config());
    },
    async createSharingProvider() {
      const client = new HackleClient(newKey(), config());
      await client.initialize();
      return {
        provider: new HackleProvider(client),
        works: () => client.remoteConfig('ana').get('boolean-flag', false),
        close: () => client.close(),
      };
    },
    control: {
      load() {
        keys = [];
        emulator.load(workspace());
      },
      change: (serves) => void emulator.putRemoteConfig(parameter('changing-flag', serves)),
      addFlag: () => void emulator.putRemoteConfig(parameter('added-flag')),
      removeFlag: () => void emulator.removeRemoteConfig('added-flag'),
      // The same again, as if somebody had saved it without a change.
      touch: () => void emulator.load(emulator.workspace),
      malform: () => void emulator.answerWith(/\/config/, { status: 200, body: '{"workspace":{"id":' }),
      revokeCredentials: () => {
        emulator.acceptKeys('none of them');
      },
      tracked: () =>
        emulator.tracks.map(({ eventTypeKey, identifiers, value, properties }) => ({
          name: eventTypeKey,
          targetingKey: identifiers['$id'],
          value,
          fields: properties,
        })),
    },
    construct:
      "new exported.HackleProvider('key', { initTimeoutMillis: 200, urls: { sdk: 'http://127.0.0.1:9', event: 'http://127.0.0.1:9', monitoring: 'http://127.0.0.1:9' } })",
  });
}

export default hackleAdapter;
