import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FeatureFlagCoProvider, FFCClient, type FFCConfig } from '@polyflag/featureflag-co-provider';
import { runtimeParts } from '@polyflag/featureflag-co-provider/internal';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { commonConfig, decidesAnew, emulatedAdapter, PATIENT_MS } from '../emulated.js';
import { FastClock } from '../fast-clock.js';
import { absentFlags, ffcFlag, ffcFlags, variants } from './flags.js';

/** The same environment, and another one of its devices. */
const ANOTHER_SECRET = Buffer.from('a0b1-c2d3-e%20240101000000__1__1__1__default_f4e5d').toString('base64');

/** Our featureflag.co provider on its emulator. */
export function featureFlagCoAdapter(): ProviderAdapter {
  const clock = new FastClock();
  const emulator = new FeatureFlagCoEmulator({ clock });
  const { envSecret } = emulator;
  const config = (startMillis = PATIENT_MS): FFCConfig =>
    ({
      ...commonConfig,
      urls: emulator.urls,
      startWait: startMillis / 1_000,
      connectTimeout: 30,
      readTimeout: 30,
      [runtimeParts]: { clock },
    }) as FFCConfig;

  return emulatedAdapter({
    module: import.meta.url,
    folder: 'featureflag-co',
    emulator,
    absentFlags,
    variants,
    absentCapabilities: {
      'code-default': { summary: 'every flag has an off option', link: 'featureflag-co.md §5.2' },
      'string-typing': { summary: 'every value is a text', link: 'featureflag-co.md §13.2' },
      'fully-typed-values': { summary: 'every value is a text', link: 'featureflag-co.md §13.2' },
      caching: decidesAnew,
    },
    knownDeviations: {
      'TRK-02': { summary: 'a metric has no field for properties', link: 'DECISIONS 23, featureflag-co.md §8.3' },
      'TRK-04': { summary: 'values that are not above 0 are refused', link: 'DECISIONS 23, featureflag-co.md §8.3' },
    },
    create: (startMillis) => new FeatureFlagCoProvider(envSecret, config(startMillis)),
    createForbiddenProvider: () => new FeatureFlagCoProvider(ANOTHER_SECRET, config()),
    createOfflineProvider() {
      const featureFlags = ffcFlags().map((flag) => {
        const id = emulator.flagId(flag.ff.keyName);
        return { ...flag, id, timestamp: 1_663_656_880_582, isArchived: false, ff: { ...flag.ff, id } };
      });
      const bootstrap = { messageType: 'data-sync', data: { eventType: 'full', featureFlags, segments: [] } };
      return new FeatureFlagCoProvider(envSecret, { offline: true, bootstrap, logger: commonConfig.logger });
    },
    async createSharingProvider() {
      const client = new FFCClient(envSecret, config());
      await client.initialize();
      return {
        provider: new FeatureFlagCoProvider(client),
        works: () => client.isEnabled('boolean-flag', { key: 'ana' }),
        close: () => client.stop(),
      };
    },
    control: {
      load() {
        emulator.acceptKeys(envSecret);
        emulator.load({ featureFlags: ffcFlags() });
      },
      change: (serves) => void emulator.putFlag(ffcFlag('changing-flag', serves)),
      addFlag: () => void emulator.putFlag(ffcFlag('added-flag')),
      removeFlag: () => void emulator.archiveFlag('added-flag'),
      // A patch without anything, and then everything anew for who connects again.
      touch() {
        emulator.send({ messageType: 'data-sync', data: { eventType: 'patch', featureFlags: [], segments: [] } });
        emulator.closeStreams(1001);
      },
      // A flag that is none, which whoever connects anew gets too, and half a message.
      malform() {
        const id = emulator.flagId('changing-flag');
        emulator.putFlag({ id, _id: id, ff: 'no flag' } as never);
        emulator.send('{"messageType":"data-sync","data":{"eventType":"full","featureFl');
      },
      revokeCredentials() {
        emulator.acceptKeys(ANOTHER_SECRET);
        emulator.closeStreams(4003);
      },
      tracked: () =>
        emulator.metricEvents.flatMap(({ user, metrics }) =>
          metrics.map(({ eventName, numericValue }) => ({
            name: eventName,
            targetingKey: user.keyId,
            value: numericValue,
            fields: {},
          })),
        ),
    },
    construct:
      "new exported.FeatureFlagCoProvider('N2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVfXzM2X180Nl9fOThfX2RlZmF1bHRfOWIyYzQ=', { startWait: 0.2, urls: { streaming: 'ws://127.0.0.1:9', events: 'http://127.0.0.1:9' } })",
  });
}

export default featureFlagCoAdapter;
