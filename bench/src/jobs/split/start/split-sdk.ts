import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SplitFactory as Factory } from '@splitsoftware/splitio';

// Split's SDK in its own localhost mode, loaded in the way that is quickest for it.

const require = createRequire(import.meta.url);
const { SplitFactory } = require('@splitsoftware/splitio') as { SplitFactory: typeof Factory };
const factory = SplitFactory({
  core: { authorizationKey: 'localhost' },
  features: process.argv[2] ?? '',
  debug: false,
});
const client = factory.client();
await client.whenReady();
writeSync(1, client.getTreatment('user-0000001', process.argv[3] ?? ''));
process.exit(0);
