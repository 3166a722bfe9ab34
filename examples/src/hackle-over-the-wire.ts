import { OpenFeature } from '@openfeature/server-sdk';
import { HackleEmulator } from '@polyflag/emulators';
import { HackleProvider } from '@polyflag/hackle-provider';
import { askAll, type Question } from './application.js';
import { printCounts, printTable } from './print.js';
import { users } from './users.js';

const questions: readonly Question[] = [
  { flag: 'experiment:42', type: 'string', fallback: 'A' },
  { flag: 'feature:7', type: 'boolean', fallback: false },
  { flag: 'config:banner', type: 'string', fallback: 'none' },
];

/** An A/B test, a feature flag and a remote config parameter from Hackle's backend, which is told of every decision. */
export async function hackleOverTheWire(): Promise<void> {
  const backend = new HackleEmulator();
  await backend.start();
  backend.putBucket({
    id: 1,
    seed: 5,
    slotSize: 10_000,
    slots: [
      { startInclusive: 0, endExclusive: 5_000, variationId: 1 },
      { startInclusive: 5_000, endExclusive: 10_000, variationId: 2 },
    ],
  });
  backend.putExperiment({ key: 42, execution: { defaultRule: { type: 'BUCKET', bucketId: 1 } } });
  backend.putFeatureFlag({ key: 7, execution: { defaultRule: { type: 'VARIATION', variationId: 2 } } });
  backend.putRemoteConfig({ key: 'banner', type: 'STRING', defaultValue: { id: 3, value: 'welcome' } });

  // The one line that differs. Without `urls` it is Hackle's own backend.
  await OpenFeature.setProviderAndWait('hackle', new HackleProvider('an SDK key', { urls: backend.urls }));

  const client = OpenFeature.getClient('hackle');
  printTable('Hackle, over the wire', await askAll(client, questions, users));

  client.track('purchase', { targetingKey: 'example1' }, { value: 9.5, currency: 'EUR' });
  await OpenFeature.clearProviders();
  printCounts("What Hackle's backend was told", 'report', [
    ...backend.exposures.map(
      ({ experimentType, experimentKey, variationKey, decisionReason }) =>
        `exposure of ${experimentType} ${experimentKey}: ${variationKey} ${decisionReason}`,
    ),
    ...backend.remoteConfigEvents.map(({ parameterKey }) => `remote config ${parameterKey}`),
    ...backend.tracks.map(({ eventTypeKey, value }) => `event ${eventTypeKey}: ${String(value)}`),
  ]);
  await backend.stop();
}
