import { describeProviderConformance } from '@polyflag/conformance-tests';
import { splitAdapter } from '#src/adapters/split/split.js';
import { asOnPage } from './page.js';

describe('our Split provider @slow', () => {
  describeProviderConformance(splitAdapter(), { strict: true, onResult: asOnPage('Split') });
});
