import { inMemory, overHttp } from '#src/parity/split/comparison.js';
import { describeBeside } from './support/beside.js';

// Servers hold no large segments (Split page §1.4): nobody is in one.
const coverage = { enough: 100, never: ['IN_LARGE_SEGMENT'] };

describeBeside(inMemory, coverage);
describeBeside(overHttp, coverage);
