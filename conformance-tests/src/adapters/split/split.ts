import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@polyflag/core-engine';
import { SplitEmulator } from '@polyflag/emulators';
import { SplitFactory, SplitProvider, type SplitConfig } from '@polyflag/split-provider';
import { runtimeParts } from '@polyflag/split-provider/internal';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { FastClock } from '../fast-clock.js';
import { folder } from '../repository.js';
import { absentFlags, splitFlag, splitFlags, variants } from './flags.js';

const KEY = 'sdk-key';

/** Our Split provider on its emulator. */
export function splitAdapter(): ProviderAdapter {
  const clock = new FastClock(20);
  const emulator = new SplitEmulator({ clock, keys: [KEY] });
  const files = mkdtempSync(join(tmpdir(), 'polyflag-conformance-split-'));
  const splitFile = join(files, 'splits.json');

  const config = (more: SplitConfig = {}): SplitConfig =>
    ({
      urls: emulator.urls,
      logger: silentLogger,
      featuresRefreshRate: 2,
      segmentsRefreshRate: 2,
      connectionTimeout: 30_000,
      readTimeout: 30_000,
      initTimeoutMillis: 60_000,
      closeTimeoutMillis: 60_000,
      errorAfterMillis: 60_001,
      ...more,
      [runtimeParts]: { clock },
    }) as SplitConfig;
  let change = 0;

  return {
    name: '@polyflag/split-provider',
    module: import.meta.url,
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
      'offline',
      'large-integers',
      'reinitialization',
      'targeting',
      'context-attributes',
      'split',
      'standard-reasons',
      'metadata',
      'tracking',
    ],
    absentFlags,
    variants,
    timeouts: { ready: 5_000, event: 5_000, grace: 8_000, close: 5_000, case: 180_000, quiet: 200 },
    knownDeviations: {
      'EVT-14': { summary: 'flags that were served once go on being served', link: 'DECISIONS 20' },
    },
    setUp: () => emulator.start(),
    async tearDown() {
      await emulator.stop();
      rmSync(files, { recursive: true, force: true });
    },
    createProvider: () => new SplitProvider(KEY, config()),
    async createUnavailableProvider() {
      await emulator.goDown();
      return new SplitProvider(KEY, config({ initTimeoutMillis: 10_000 }));
    },
    createForbiddenProvider: () => new SplitProvider('another key', config()),
    createSilentProvider() {
      emulator.leaveUnanswered(/^/);
      return new SplitProvider(KEY, config({ initTimeoutMillis: 10_000 }));
    },
    createOfflineProvider() {
      writeFileSync(splitFile, JSON.stringify({ splits: splitFlags() }));
      return new SplitProvider('localhost', { splitFile, logger: silentLogger });
    },
    createSharingProvider() {
      const factory = new SplitFactory(KEY, config());
      return {
        provider: new SplitProvider(factory),
        works: () => factory.client().getTreatment('ana', 'boolean-flag') === 'on',
        close: () => factory.destroy(),
      };
    },
    control: {
      async reset() {
        emulator.answerNormally();
        emulator.acceptKeys(KEY);
        await emulator.comeUp();
        emulator.load({ flags: splitFlags() });
        emulator.forget();
        change = 0;
      },
      changeFlag() {
        change += 1;
        emulator.putFlag(splitFlag('changing-flag', change % 2 === 1 ? 'bar' : 'foo'));
      },
      addFlag: () => void emulator.putFlag(splitFlag('added-flag')),
      removeFlag: () => void emulator.deleteFlag('added-flag'),
      touch() {
        emulator.send({ type: 'SPLIT_UPDATE', changeNumber: 1 });
        emulator.endStreams();
      },
      breakBackend: () => emulator.goDown(),
      restoreBackend: () => emulator.comeUp(),
      malform() {
        emulator.answerWith('/splitChanges', { status: 200, body: '{"ff":{"d":[{"na' });
        emulator.putFlag(splitFlag('changing-flag', 'bar'), { inline: 'none' });
      },
      revokeCredentials() {
        emulator.acceptKeys('another key');
        emulator.expireTokens();
      },
      trackedEvents: () =>
        emulator.events.map(({ eventTypeId, key, value, properties }) => ({
          name: eventTypeId,
          targetingKey: key,
          value: value ?? undefined,
          fields: properties ?? {},
        })),
    },
    packaging: {
      directory: folder('providers/split'),
      companions: [folder('core-engine')],
      module: '@polyflag/split-provider',
      construct: "new exported.SplitProvider('localhost', { splitFile: 'none.yaml' })",
    },
  };
}

export default splitAdapter;
