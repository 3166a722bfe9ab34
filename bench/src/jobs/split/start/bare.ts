import { writeSync } from 'node:fs';

// A process that does nothing but answer: what any start costs.

writeSync(1, 'on');
process.exit(0);
