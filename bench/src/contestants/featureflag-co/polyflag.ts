import { silentLogger } from '@polyflag/core-engine';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import { runtimeParts, type EventSink } from '@polyflag/featureflag-co-provider/internal';
import { definitionSet, type FfcSet } from '../../definitions/featureflag-co/sets.js';
import { envSecret, messageOf } from '../../definitions/featureflag-co/wire.js';

/** Where usage events go: to a sink that does nothing; nowhere, so that none is made. */
export type Events = 'no-op' | 'none';

/** Does nothing with what it is given. */
const noSink: EventSink = {
  start: () => undefined,
  add: () => undefined,
  flush: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};

/** Our client, offline, with the flags of one set. */
export async function openPolyflag(set: FfcSet, events: Events): Promise<FFCClient> {
  const client = new FFCClient(envSecret, {
    offline: true,
    logger: silentLogger,
    ...(events === 'none' ? {} : { [runtimeParts]: { events: () => noSink } }),
  });
  await client.initialize();
  if (!client.initializeFromExternalJson(messageOf(definitionSet(set).flags))) throw new Error('the flags are refused');
  return client;
}
