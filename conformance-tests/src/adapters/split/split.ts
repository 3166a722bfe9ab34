import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@polyflag/core-engine';
import { SplitEmulator } from '@polyflag/emulators';
import { SplitFactory, SplitProvider, type SplitConfig } from '@polyflag/split-provider';
import { runtimeParts } from '@polyflag/split-provider/internal';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { commonConfig, decidesAnew, emulatedAdapter, PATIENT_MS } from '../emulated.js';
import { FastClock } from '../fast-clock.js';
import { absentFlags, splitFlag, splitFlags, variants } from './flags.js';

const KEY = 'sdk-key';

/** Our Split provider on its emulator. */
export function splitAdapter(): ProviderAdapter {
  const clock = new FastClock();
  const emulator = new SplitEmulator({ clock, keys: [KEY] });
  const files = mkdtempSync(join(tmpdir(), 'polyflag-conformance-split-'));
  const splitFile = join(files, 'splits.json');

  const config = (initTimeoutMillis = PATIENT_MS): SplitConfig =>
    ({
      ...commonConfig,
      urls: emulator.urls,
      featuresRefreshRate: 2,
      segmentsRefreshRate: 2,
      connectionTimeout: 30_000,
      readTimeout: 30_000,
      initTimeoutMillis,
      [runtimeParts]: { clock },
    }) as SplitConfig;

  const adapter = emulatedAdapter({
    module: import.meta.url,
    folder: 'split',
    emulator,
    absentFlags,
    variants,
    absentCapabilities: {
      'code-default': { summary: 'every flag has a default treatment', link: 'split.md §1.2' },
      'string-typing': { summary: 'every treatment is a text', link: 'split.md §10.3' },
      'fully-typed-values': { summary: 'every treatment is a text', link: 'split.md §10.3' },
      caching: decidesAnew,
    },
    create: (startMillis) => new SplitProvider(KEY, config(startMillis)),
    createForbiddenProvider: () => new SplitProvider('another key', config()),
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
      load() {
        emulator.acceptKeys(KEY);
        emulator.load({ flags: splitFlags() });
      },
      change: (serves) => void emulator.putFlag(splitFlag('changing-flag', serves)),
      addFlag: () => void emulator.putFlag(splitFlag('added-flag')),
      removeFlag: () => void emulator.deleteFlag('added-flag'),
      touch() {
        emulator.send({ type: 'SPLIT_UPDATE', changeNumber: 1 });
        emulator.endStreams();
      },
      malform() {
        emulator.answerWith('/splitChanges', { status: 200, body: '{"ff":{"d":[{"na' });
        emulator.putFlag(splitFlag('changing-flag', 'bar'), { inline: 'none' });
      },
      revokeCredentials() {
        emulator.acceptKeys('another key');
        emulator.expireTokens();
      },
      tracked: () =>
        emulator.events.map(({ eventTypeId, key, value, properties }) => ({
          name: eventTypeId,
          targetingKey: key,
          value,
          fields: properties,
        })),
    },
    construct: "new exported.SplitProvider('localhost', { splitFile: 'none.yaml' })",
  });
  return {
    ...adapter,
    async tearDown() {
      await emulator.stop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

export default splitAdapter;
