// npm run parity -- [vendor ...] [--seed N] [--count N]
import { parity } from './command.js';
import { comparisons } from './comparisons.js';

const code = await parity(process.argv.slice(2), comparisons);
// Vendors' SDKs leave timers behind when they are closed.
process.stdout.write('', () => process.exit(code));
