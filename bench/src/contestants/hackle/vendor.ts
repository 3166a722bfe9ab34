import { createRequire } from 'node:module';
import type { createInstance, HackleClient as Client } from '@hackler/javascript-sdk';

/** The vendor's client, as far as it is measured. */
export interface Vendor {
  readonly client: Client;
  /** Sends what waits, without waiting for it to arrive. */
  readonly flush: () => void;
  readonly close: () => Promise<void>;
}

/** Parts of the vendor's client that its types do not tell of. */
interface Inner {
  readonly core: {
    flush(sync: boolean): void;
    readonly eventProcessor: { process: (event: unknown) => void };
  };
}

/** Loaded when it is wanted: processes that measure something else stay free of it. */
const load = createRequire(import.meta.url);

/** Whether events go to the loopback server, or are made and then taken by a function that does nothing. */
export type Events = 'sent' | 'no-op';

/**
 * Hackle's own SDK, with the workspace of one set from the loopback server; no log, no metrics. There can be one client in a
 * process, for good.
 */
export async function openVendor(setUrl: string, events: Events): Promise<Vendor> {
  const sdk = load('@hackler/javascript-sdk') as { createInstance: typeof createInstance };
  const client = sdk.createInstance('bench', {
    sdkUrl: setUrl,
    eventUrl: setUrl,
    monitoringUrl: setUrl,
    enableMonitoring: false,
    log_disabled: true,
    pollingIntervalMillis: 2_000_000_000,
  });
  await client.onInitialized({ timeout: 120_000 });
  const { core } = client as unknown as Inner;
  if (events === 'no-op') core.eventProcessor.process = () => undefined;
  return {
    client,
    flush: () => {
      core.flush(false);
    },
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}
