import { createRequire } from 'node:module';
import type { SplitFactory as Factory } from '@splitsoftware/splitio';

/** The vendor's client, as far as it is measured. */
export interface VendorClient {
  getTreatment(key: string, flag: string, attributes?: Readonly<Record<string, unknown>>): string;
  track(key: string, trafficType: string, eventType: string, value?: number): boolean;
}

export interface Vendor {
  readonly client: VendorClient;
  readonly close: () => Promise<void>;
}

/**
 * `optimized`: the SDK's own default. `declined`: nothing is recorded at all, which its documentation does not offer on a
 * server; it is as near as it comes to evaluating and nothing else.
 */
export type Impressions = 'optimized' | 'debug' | 'none' | 'declined';

const modes = { optimized: 'OPTIMIZED', debug: 'DEBUG', none: 'NONE', declined: 'OPTIMIZED' } as const;

/** Loaded when it is wanted: processes that measure something else stay free of it. */
const load = createRequire(import.meta.url);

/** Split's own SDK, with the definitions of one set from the loopback server. No stream, no log. */
export async function openVendor(setUrl: string, impressions: Impressions): Promise<Vendor> {
  const { SplitFactory } = load('@splitsoftware/splitio') as { SplitFactory: typeof Factory };
  const never = 1_000_000;
  const factory = SplitFactory({
    core: { authorizationKey: 'bench', labelsEnabled: true },
    startup: { readyTimeout: 120, requestTimeoutBeforeReady: 120 },
    scheduler: { featuresRefreshRate: never, segmentsRefreshRate: never, telemetryRefreshRate: never },
    urls: { sdk: setUrl, events: setUrl, auth: setUrl, streaming: setUrl, telemetry: setUrl },
    streamingEnabled: false,
    sync: { impressionsMode: modes[impressions] },
    debug: false,
  });
  const client = factory.client();
  await client.whenReady();
  if (impressions === 'declined') (factory.settings as { userConsent?: string }).userConsent = 'DECLINED';
  return { client, close: () => factory.destroy() };
}
