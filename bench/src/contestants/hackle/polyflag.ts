import { silentLogger } from '@polyflag/core-engine';
import { HackleClient } from '@polyflag/hackle-provider';
import { runtimeParts, type EventSink } from '@polyflag/hackle-provider/internal';

/** Where events go: to the loopback server; to a sink that does nothing; nowhere, so that none is made. */
export type Events = 'sent' | 'no-op' | 'none';

export interface Polyflag {
  readonly client: HackleClient;
  readonly close: () => Promise<void>;
}

/** Does nothing with what it is given. */
const noSink: EventSink = {
  start: () => undefined,
  add: () => undefined,
  flush: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};

const instead = { 'no-op': { events: () => noSink }, none: { events: undefined }, sent: { shared: false } } as const;

/** Our client, with the workspace of one set from the loopback server. Each is on its own. */
export async function openPolyflag(setUrl: string, events: Events): Promise<Polyflag> {
  const config = {
    urls: { sdk: setUrl, event: setUrl, monitoring: setUrl },
    pollingIntervalMillis: 2_000_000_000,
    enableMonitoring: false,
    initTimeoutMillis: 120_000,
    logger: silentLogger,
    [runtimeParts]: instead[events],
  };
  const client = new HackleClient('bench', config);
  await client.initialize();
  return { client, close: () => client.close() };
}
