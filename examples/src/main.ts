import { OpenFeature } from '@openfeature/server-sdk';
import { featureFlagCoOverTheWire } from './featureflag-co-over-the-wire.js';
import { hackleOverTheWire } from './hackle-over-the-wire.js';
import { splitFromFiles } from './split-from-files.js';
import { splitOverTheWire } from './split-over-the-wire.js';

// The application, in application.ts, is the same each time.
await splitFromFiles();
await splitOverTheWire();
await hackleOverTheWire();
await featureFlagCoOverTheWire();
await OpenFeature.close();
console.log();
