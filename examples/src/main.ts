import {
  OpenFeature,
  ProviderEvents,
  type Client,
  type EvaluationContext,
  type EventDetails,
} from '@openfeature/server-sdk';
import { SplitProvider, type ImpressionData } from '@polyflag/split-provider';
import { askAll, type Question } from './application.js';
import { explanationText } from './explanation.js';
import { copySample } from './split-files.js';
import { tableOf } from './table.js';

const users: readonly EvaluationContext[] = [
  { targetingKey: 'example1' },
  { targetingKey: 'key' },
  { targetingKey: 'user-7', plan: 'gold' },
];

const inJson: readonly Question[] = [
  { flag: 'feature_flag_1', type: 'boolean', fallback: false },
  { flag: 'feature_flag_1', type: 'string', fallback: 'none' },
];
const inYaml: readonly Question[] = [
  { flag: 'my_feature_flag', type: 'boolean', fallback: false },
  { flag: 'my_feature_flag', type: 'object', fallback: {} },
  { flag: 'some_other_feature_flag', type: 'boolean', fallback: true },
];
const inColumns: readonly Question[] = [
  { flag: 'reporting_v2', type: 'boolean', fallback: false },
  { flag: 'double_writes_to_cassandra', type: 'boolean', fallback: true },
  { flag: 'new-navigation', type: 'string', fallback: 'v1' },
];

const files = await copySample();
const impressions: ImpressionData[] = [];
const impressionListener = { logImpression: (data: ImpressionData) => impressions.push(data) };

// A domain of the application is answered by whatever provider is set for it. The lines that name a vendor end here.
const fromJson = new SplitProvider('localhost', {
  splitFile: files.json,
  segmentDirectory: files.segments,
  localhostRefreshEnabled: true,
  impressionListener,
});
await OpenFeature.setProviderAndWait('json', fromJson);
await OpenFeature.setProviderAndWait(
  'yaml',
  new SplitProvider('localhost', { splitFile: files.yaml, impressionListener }),
);
await OpenFeature.setProviderAndWait(
  'columns',
  new SplitProvider('localhost', { splitFile: files.columns, impressionListener }),
);

console.log('\nSplit, from splits.json and segments/segment_1.json\n');
console.log(tableOf(await askAll(OpenFeature.getClient('json'), inJson, users)));
console.log('\nSplit, from splits.yaml\n');
console.log(tableOf(await askAll(OpenFeature.getClient('yaml'), inYaml, users)));
console.log('\nSplit, from example.split\n');
console.log(tableOf(await askAll(OpenFeature.getClient('columns'), inColumns, users)));

console.log('\nWhy user-7 gets that of feature_flag_1\n');
console.log(explanationText(fromJson.explain('feature_flag_1', { targetingKey: 'user-7' })));

const client = OpenFeature.getClient('json');
const changed = nextChange(client);
const before = await client.getBooleanValue('feature_flag_1', false, { targetingKey: 'example1' });
await files.kill('feature_flag_1', 'on');
const event = await changed;
const after = await client.getBooleanDetails('feature_flag_1', false, { targetingKey: 'example1' });
console.log('\nsplits.json changes: feature_flag_1 is killed, everybody gets "on"\n');
console.log(
  `  event   ${ProviderEvents.ConfigurationChanged}, flags changed: ${event.flagsChanged?.join(', ') ?? 'none'}`,
);
console.log(`  before  example1 ${JSON.stringify(before)}`);
console.log(`  after   example1 ${JSON.stringify(after.value)}, reason ${after.reason ?? 'none'}`);

// Closing hands over what still waits to be reported.
await OpenFeature.close();
await files.remove();

const heard = new Map<string, number>();
for (const { impression } of impressions) {
  const kind = `${impression.feature} ${impression.treatment} "${impression.label ?? ''}"`;
  heard.set(kind, (heard.get(kind) ?? 0) + 1);
}
console.log(`\nThe impression listener heard ${String(impressions.length)} impressions\n`);
console.log(tableOf([...heard].map(([impression, count]) => ({ impression, count }))));
console.log();

/** The next change of definitions. A provider does not keep the process alive, so that the waiting has to. */
function nextChange(of: Client): Promise<EventDetails<ProviderEvents.ConfigurationChanged>> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('the change was not noticed within 10 seconds'));
    }, 10_000);
    of.addHandler(ProviderEvents.ConfigurationChanged, (event) => {
      clearTimeout(late);
      resolve(event ?? { providerName: 'split' });
    });
  });
}
