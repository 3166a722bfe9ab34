import { SplitFactory } from '@polyflag/split-provider';
import { urlOf } from '../../definitions/places.js';
import type { SplitSet } from '../../definitions/split/sets.js';
import { openPolyflag } from './polyflag.js';
import { openVendor } from './vendor.js';

/** How much of the impressions is sent. */
export type Mode = 'optimized' | 'debug' | 'none';

/** Who evaluates and reports. The second one of ours has no backend and nobody who listens: it only evaluates. */
export type Reporter = 'polyflag' | 'polyflag, nothing reported' | 'split sdk';

/** What the clients have in common. */
export interface ReportingClient {
  getTreatment(key: string, flag: string): string;
  track(key: string, trafficType: string, eventType: string, value?: number): boolean;
}

export interface OpenReporter {
  readonly client: ReportingClient;
  readonly close: () => Promise<void>;
}

/** In seconds: nothing is asked for a second time while something is measured. */
const NEVER = 1_000_000;

/** A client of the loopback server that reports there. No stream. */
export async function openReporter(
  who: Reporter,
  mode: Mode,
  set: SplitSet,
  { url, directory }: { readonly url: string; readonly directory: string },
): Promise<OpenReporter> {
  switch (who) {
    case 'split sdk':
      return openVendor(urlOf(url, 'split', set), mode);
    case 'polyflag, nothing reported':
      return openPolyflag(directory, set);
    case 'polyflag': {
      const base = urlOf(url, 'split', set);
      const factory = new SplitFactory('bench', {
        urls: { sdk: base, events: base, auth: base, streaming: base, telemetry: base },
        streamingEnabled: false,
        impressionsMode: mode,
        featuresRefreshRate: NEVER,
        segmentsRefreshRate: NEVER,
        metricsRefreshRate: NEVER,
      });
      await factory.blockUntilReady(120);
      return { client: factory.client(), close: () => factory.destroy() };
    }
  }
}
