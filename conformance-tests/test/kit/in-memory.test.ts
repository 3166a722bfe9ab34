import { describeProviderConformance } from '@polyflag/conformance-tests';
import { inMemoryAdapter } from '#src/adapters/in-memory.js';

describeProviderConformance(inMemoryAdapter(), { strict: true });
