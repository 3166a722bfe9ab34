import { describeProviderConformance } from '@polyflag/conformance-tests';
import { flagFileAdapter } from '#src/fifth-vendor/adapter.js';

describe('the provider of docs/new-provider.md @slow', () => {
  describeProviderConformance(flagFileAdapter(), { strict: true });
});
