import type { createInstance, HackleClient } from '@hackler/javascript-sdk';
import { createRequire } from 'node:module';
import { answerOf, type DecidingClient, type Respondent } from './answer.js';
import type { Backend } from './backend.js';

const require = createRequire(import.meta.url);

/** In milliseconds: nothing is asked for a second time. */
const NEVER = 1_000_000_000;
/** Its timer stays until it is over, whatever comes before. */
const LONG = 10_000;

/** Hackle's own SDK over the workspace that a backend serves. */
export async function openVendor(backend: Backend): Promise<Respondent> {
  const client = await readyVendor(backend);
  const deciding = client as unknown as DecidingClient;
  return {
    ask: (asked, user) => answerOf(deciding, asked, user),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

/** A client of the vendor's that has its workspace, or none if the backend has none that it can use: it does not tell. */
export async function readyVendor(
  { urls }: Backend,
  more: Readonly<Record<string, unknown>> = {},
): Promise<HackleClient> {
  const client = freshSdk().createInstance('parity', {
    sdkUrl: urls.sdk,
    eventUrl: urls.event,
    monitoringUrl: urls.monitoring,
    pollingIntervalMillis: NEVER,
    enableMonitoring: false,
    log_disabled: true,
    ...more,
  });
  const { success } = await client.onInitialized({ timeout: LONG });
  if (!success) throw new Error("the vendor's SDK did not get its workspace");
  return client;
}

/** It makes one client for as long as it is loaded (spec §7): here it is loaded for each anew. */
function freshSdk(): { readonly createInstance: typeof createInstance } {
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete require.cache[require.resolve('@hackler/javascript-sdk')];
  return require('@hackler/javascript-sdk') as { readonly createInstance: typeof createInstance };
}
