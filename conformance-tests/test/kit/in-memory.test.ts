import { describeProviderConformance } from '@polyflag/conformance-tests';
import { inMemoryAdapter } from '#src/adapters/in-memory.js';
import { asOnPage } from './page.js';

describeProviderConformance(inMemoryAdapter(), { strict: true, onResult: asOnPage('InMemory') });
