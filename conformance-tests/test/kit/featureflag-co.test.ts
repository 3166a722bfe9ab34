import { describeProviderConformance } from '@polyflag/conformance-tests';
import { featureFlagCoAdapter } from '#src/adapters/featureflag-co/featureflag-co.js';
import { asOnPage } from './page.js';

describe('our featureflag.co provider @slow', () => {
  describeProviderConformance(featureFlagCoAdapter(), { strict: true, onResult: asOnPage('featureflag.co') });
});
