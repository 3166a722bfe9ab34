// What CLOSE-08 runs: one evaluation from beginning to end, after which nothing is left that keeps the process.
import { OpenFeature } from '@openfeature/server-sdk';
import { readAdapter } from './adapter-module.js';
import { CLOSED } from './child.js';

const [, , module = ''] = process.argv;
const adapter = await readAdapter(module);
await adapter.setUp?.();
await adapter.control?.reset?.();
await OpenFeature.setProviderAndWait('child', await adapter.createProvider());
const key = adapter.flags?.['boolean-flag'] ?? 'boolean-flag';
const value = await OpenFeature.getClient('child').getBooleanValue(key, false, {
  targetingKey: 'conformance',
  ...adapter.context,
});
await OpenFeature.close();
await adapter.tearDown?.();
console.log(value ? CLOSED : 'the flag was not served');
