import { OpenFeature } from '@openfeature/server-sdk';
import { SplitEmulator } from '@polyflag/emulators';
import { SplitProvider } from '@polyflag/split-provider';
import { askAll, watchChange } from './application.js';
import { printChange, printCounts, printTable } from './print.js';
import { sampleContents } from './split-files.js';
import { questions, users } from './users.js';

/** The same definitions from a backend, which streams a change and is told what was evaluated. */
export async function splitOverTheWire(): Promise<void> {
  const backend = new SplitEmulator();
  await backend.start();
  backend.load(await sampleContents());

  // The one line that differs. Without `urls` it is Split's own backend.
  await OpenFeature.setProviderAndWait('wire', new SplitProvider('an SDK key', { urls: backend.urls }));

  const client = OpenFeature.getClient('wire');
  await backend.received('/sse');
  printTable('Split, over the wire', await askAll(client, questions, users));

  const observed = await watchChange(client, 'feature_flag_1', { targetingKey: 'example1' }, () =>
    backend.killFlag('feature_flag_1', 'on'),
  );
  printChange('The backend streams a change: feature_flag_1 is killed', 'example1', observed);

  client.track('purchase', { targetingKey: 'example1' }, { value: 9.5, currency: 'EUR' });
  await OpenFeature.clearProviders();
  printCounts('What the backend was told', 'report', [
    ...backend.impressions.map(({ f, k, t, r }) => `impression of ${f}: ${k} ${t} "${r ?? ''}"`),
    ...backend.events.map(({ eventTypeId, key, value }) => `event ${eventTypeId}: ${key} ${String(value)}`),
  ]);
  await backend.stop();
}
