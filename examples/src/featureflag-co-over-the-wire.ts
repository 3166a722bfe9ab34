import { OpenFeature } from '@openfeature/server-sdk';
import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FeatureFlagCoProvider } from '@polyflag/featureflag-co-provider';
import { askAll, watchChange, type Question } from './application.js';
import { printChange, printCounts, printTable } from './print.js';
import { users } from './users.js';

const questions: readonly Question[] = [
  { flag: 'checkout', type: 'boolean', fallback: false },
  { flag: 'layout', type: 'string', fallback: 'classic' },
];

/** Flags from featureflag.co's backend, which streams a change and is told of every decision and metric. */
export async function featureFlagCoOverTheWire(): Promise<void> {
  const backend = new FeatureFlagCoEmulator();
  await backend.start();
  const classic = { localId: 1, variationValue: 'classic' };
  const onePage = { localId: 2, variationValue: 'one-page' };
  backend.putFlag({ ff: { keyName: 'checkout' } });
  backend.putFlag({
    ff: {
      keyName: 'layout',
      defaultRulePercentageRollouts: [
        { rolloutPercentage: [0, 0.7], valueOption: classic },
        { rolloutPercentage: [0.7, 1], valueOption: onePage },
      ],
    },
    variationOptions: [classic, onePage],
  });

  // The one line that differs. Without `urls` it is featureflag.co's own backend.
  const provider = new FeatureFlagCoProvider(backend.envSecret, { urls: backend.urls });
  await OpenFeature.setProviderAndWait('featureflag-co', provider);

  const client = OpenFeature.getClient('featureflag-co');
  printTable('featureflag.co, over the wire', await askAll(client, questions, users));

  const observed = await watchChange(client, 'checkout', { targetingKey: 'example1' }, () =>
    backend.putFlag({ ff: { keyName: 'checkout', status: 'Disabled' } }),
  );
  printChange('The backend streams a change: checkout is switched off', 'example1', observed);

  client.track('purchase', { targetingKey: 'example1' }, { value: 9.5 });
  await OpenFeature.clearProviders();
  printCounts("What featureflag.co's backend was told", 'report', [
    ...backend.usageEvents.flatMap(({ userVariations }) =>
      userVariations.map(
        ({ featureFlagKeyName, variation }) =>
          `${featureFlagKeyName}: ${variation.variationValue}, ${variation.reason}`,
      ),
    ),
    ...backend.metricEvents.flatMap(({ metrics }) =>
      metrics.map(({ eventName, numericValue }) => `metric ${eventName}: ${numericValue}`),
    ),
  ]);
  await backend.stop();
}
