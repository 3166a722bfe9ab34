import { OpenFeature } from '@openfeature/server-sdk';
import { SplitProvider, type ImpressionData } from '@polyflag/split-provider';
import { askAll, watchChange, type Question } from './application.js';
import { explanationText } from './explanation.js';
import { print, printChange, printCounts, printTable } from './print.js';
import { copySample } from './split-files.js';
import { questions, users } from './users.js';

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

/** Split's definitions from files, in each of the three formats; one file changes while it is followed. */
export async function splitFromFiles(): Promise<void> {
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

  const json = OpenFeature.getClient('json');
  printTable('Split, from splits.json and segments/segment_1.json', await askAll(json, questions, users));
  printTable('Split, from splits.yaml', await askAll(OpenFeature.getClient('yaml'), inYaml, users));
  printTable('Split, from example.split', await askAll(OpenFeature.getClient('columns'), inColumns, users));

  const explanation = fromJson.explain('feature_flag_1', { targetingKey: 'user-7' });
  print('Why user-7 gets that of feature_flag_1', explanationText(explanation));

  const observed = await watchChange(json, 'feature_flag_1', { targetingKey: 'example1' }, () =>
    files.kill('feature_flag_1', 'on'),
  );
  printChange('splits.json changes: feature_flag_1 is killed, everybody gets "on"', 'example1', observed);

  // Closing hands over what still waits to be reported.
  await OpenFeature.clearProviders();
  await files.remove();
  printCounts(
    `The impression listener heard ${String(impressions.length)} impressions`,
    'impression',
    impressions.map(({ impression }) => `${impression.feature} ${impression.treatment} "${impression.label ?? ''}"`),
  );
}
