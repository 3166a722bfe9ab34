import { silentLogger } from '@polyflag/core-engine';
import { HackleEmulator } from '@polyflag/emulators';
import { HackleClient, HackleProvider, type HackleConfig } from '@polyflag/hackle-provider';
import { runtimeParts } from '@polyflag/hackle-provider/internal';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { FastClock } from '../fast-clock.js';
import { folder } from '../repository.js';
import { absentFlags, flags, parameter, variants, workspace } from './flags.js';

/** Our Hackle provider on its emulator. */
export function hackleAdapter(): ProviderAdapter {
  const clock = new FastClock(20);
  const emulator = new HackleEmulator({ clock });
  let keys: string[] = [];
  let made = 0;
  let change = 0;

  // All that are made with one key share a client, so each has a key of its own.
  const newKey = (): string => {
    made += 1;
    const key = `server-key-${made}`;
    keys.push(key);
    emulator.acceptKeys(...keys);
    return key;
  };
  const config = (more: HackleConfig = {}): HackleConfig =>
    ({
      urls: emulator.urls,
      logger: silentLogger,
      pollingIntervalMillis: 2_000,
      initTimeoutMillis: 60_000,
      closeTimeoutMillis: 60_000,
      errorAfterMillis: 60_001,
      ...more,
      [runtimeParts]: { clock },
    }) as HackleConfig;

  return {
    name: '@polyflag/hackle-provider',
    module: import.meta.url,
    // No string-typing: a parameter that is declared as JSON is read as text too.
    capabilities: [
      'events',
      'lifecycle',
      'stale',
      'configuration-change',
      'flags-changed',
      'object',
      'variants',
      'unavailable',
      'fatal',
      'fully-typed-values',
      'large-integers',
      'reinitialization',
      'targeting',
      'context-attributes',
      'split',
      'standard-reasons',
      'metadata',
      'tracking',
    ],
    flags,
    absentFlags,
    variants,
    timeouts: { ready: 5_000, event: 5_000, grace: 8_000, close: 5_000, case: 180_000, quiet: 250 },
    knownDeviations: {
      'EVT-14': { summary: 'flags that were served once go on being served', link: 'DECISIONS 20' },
    },
    setUp: () => emulator.start(),
    tearDown: () => emulator.stop(),
    createProvider: () => new HackleProvider(newKey(), config()),
    async createUnavailableProvider() {
      const key = newKey();
      await emulator.goDown();
      return new HackleProvider(key, config({ initTimeoutMillis: 10_000 }));
    },
    createForbiddenProvider() {
      newKey();
      return new HackleProvider('another-key', config());
    },
    createSilentProvider() {
      emulator.leaveUnanswered(/^/);
      return new HackleProvider(newKey(), config({ initTimeoutMillis: 10_000 }));
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
      async reset() {
        emulator.answerNormally();
        keys = [];
        await emulator.comeUp();
        emulator.load(workspace());
        emulator.forget();
        change = 0;
      },
      changeFlag() {
        change += 1;
        emulator.putRemoteConfig(parameter('changing-flag', change % 2 === 1 ? 'bar' : 'foo'));
      },
      addFlag: () => void emulator.putRemoteConfig(parameter('added-flag')),
      removeFlag: () => void emulator.removeRemoteConfig('added-flag'),
      // The same again, as if somebody had saved it without a change.
      touch: () => void emulator.load(emulator.workspace),
      breakBackend: () => emulator.goDown(),
      restoreBackend: () => emulator.comeUp(),
      malform: () => void emulator.answerWith(/\/config/, { status: 200, body: '{"workspace":{"id":' }),
      revokeCredentials: () => {
        emulator.acceptKeys('none of them');
      },
      trackedEvents: () =>
        emulator.tracks.map(({ eventTypeKey, identifiers, value, properties }) => ({
          name: eventTypeKey,
          targetingKey: identifiers['$id'],
          value: value ?? undefined,
          fields: properties,
        })),
    },
    packaging: {
      directory: folder('providers/hackle'),
      companions: [folder('core-engine')],
      module: '@polyflag/hackle-provider',
      construct:
        "new exported.HackleProvider('key', { initTimeoutMillis: 200, urls: { sdk: 'http://127.0.0.1:9', event: 'http://127.0.0.1:9', monitoring: 'http://127.0.0.1:9' } })",
    },
  };
}

export default hackleAdapter;
