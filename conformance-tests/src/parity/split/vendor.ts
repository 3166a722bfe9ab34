import { SplitFactory } from '@splitsoftware/splitio';
import { answerOf, type Respondent } from './answer.js';
import type { Definitions } from './definitions.js';
import { serve } from './loopback.js';
import type { User } from './users.js';

/** In seconds, and as long as a timer can be: nothing is asked for a second time. */
const NEVER = 1_000_000;

/** Split's own SDK over definitions from a loopback server: no stream, no impressions, no log. */
export async function openVendor(definitions: Definitions): Promise<Respondent> {
  const backend = await serve(definitions);
  const { url } = backend;
  const factory = SplitFactory({
    core: { authorizationKey: 'parity' },
    startup: { readyTimeout: 60, requestTimeoutBeforeReady: 60 },
    scheduler: { featuresRefreshRate: NEVER, segmentsRefreshRate: NEVER, telemetryRefreshRate: NEVER },
    urls: { sdk: url, events: url, auth: url, streaming: url, telemetry: url },
    streamingEnabled: false,
    sync: { impressionsMode: 'NONE' },
    debug: false,
  });
  const client = factory.client();
  const closeAll = async (): Promise<void> => {
    await factory.destroy();
    await backend.close();
  };
  try {
    await client.whenReady();
  } catch (error) {
    await closeAll();
    throw error;
  }
  return {
    ask: (user, flagName) => answerOf(() => client.getTreatmentWithConfig(keyOf(user), flagName, attributesOf(user))),
    askSets: (user, flagSets) =>
      client.getTreatmentsWithConfigByFlagSets(keyOf(user), [...flagSets], attributesOf(user)),
    close: closeAll,
  };
}

// What a caller passes is not always what the types promise: that is a part of what is compared.

function keyOf({ key }: User): SplitIO.SplitKey {
  return key as SplitIO.SplitKey;
}

function attributesOf({ attributes }: User): SplitIO.Attributes {
  return attributes as SplitIO.Attributes;
}
