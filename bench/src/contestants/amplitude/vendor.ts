import { createRequire } from 'node:module';
import type * as Sdk from '@amplitude/experiment-node-server';
import type { FlagWire } from '../../definitions/amplitude/wire.js';

/** Loaded when it is wanted: processes that measure something else stay free of it. */
const load = createRequire(import.meta.url);

/** Amplitude's SDK. */
function sdk(): typeof Sdk {
  return load('@amplitude/experiment-node-server') as typeof Sdk;
}

/** Its client for local evaluation, with the flags of one set. It reports nothing, and is not started: it asks for nothing. */
export function openVendorLocal(flags: readonly FlagWire[]): Sdk.LocalEvaluationClient {
  return sdk().Experiment.initializeLocal('bench', {
    bootstrap: Object.fromEntries(flags.map((flag) => [flag.key, flag])),
  });
}

/** Its client for remote evaluation. */
export function openVendorRemote(serverUrl: string): Sdk.RemoteEvaluationClient {
  return sdk().Experiment.initializeRemote('bench', { serverUrl, fetchTimeoutMillis: 60_000 });
}
