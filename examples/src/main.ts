import { OpenFeature } from '@openfeature/server-sdk';
import { splitFromFiles } from './split-from-files.js';
import { fourVendors } from './vendors/four-vendors.js';

// The application, in application.ts, is the same each time.
await splitFromFiles();
await fourVendors(process.env);
await OpenFeature.close();
console.log();
