import { describeProviderConformance } from '@polyflag/conformance-tests';
import { hackleAdapter } from '#src/adapters/hackle/hackle.js';
import { asOnPage } from './page.js';

describe('our Hackle provider @slow', () => {
  describeProviderConformance(hackleAdapter(), { strict: true, onResult: asOnPage('Hackle') });
});
