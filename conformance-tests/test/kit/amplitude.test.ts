import { describeProviderConformance } from '@polyflag/conformance-tests';
import { amplitudeLocalAdapter } from '#src/adapters/amplitude/local.js';
import { amplitudeAdapter } from '#src/adapters/amplitude/remote.js';
import { asOnPage } from './page.js';

describe('our Amplitude provider @slow', () => {
  describeProviderConformance(amplitudeAdapter(), { strict: true, onResult: asOnPage('Amplitude') });
});

describe('our Amplitude provider, evaluating locally @slow', () => {
  describeProviderConformance(amplitudeLocalAdapter(), { strict: true, onResult: asOnPage('Amplitude-local') });
});
