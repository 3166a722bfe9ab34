import { describeProviderConformance } from '@polyflag/conformance-tests';
import { referenceAdapter } from '#src/reference/adapter.js';
import { asOnPage } from './page.js';

describe('the reference @slow', () => {
  describeProviderConformance(referenceAdapter(), { strict: true, onResult: asOnPage('reference') });
});
