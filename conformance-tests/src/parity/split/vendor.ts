import { SplitFactory } from '@splitsoftware/splitio';
import { answerOf, type Respondent } from './answer.js';
import type { Backend } from './backend.js';
import type { User } from './users.js';

/** In seconds, and as long as a timer can be: nothing is asked for a second time. */
const NEVER = 1_000_000;

/** What every SDK of the vendor's is told in a comparison: who has to ask again is told so, and nothing is logged. */
export function vendorSettings({ urls }: Pick<Backend, 'urls'>): SplitIO.INodeSettings {
  return {
    core: { authorizationKey: 'parity' },
    startup: { readyTimeout: 60, requestTimeoutBeforeReady: 60 },
    scheduler: { featuresRefreshRate: NEVER, segmentsRefreshRate: NEVER, telemetryRefreshRate: NEVER },
    urls,
    streamingEnabled: false,
    sync: { impressionsMode: 'NONE' },
    debug: false,
  };
}

/** Split's own SDK over the definitions of a backend: no stream, no impressions, no log. */
export async function openVendor(backend: Backend): Promise<Respondent> {
  const { factory, client } = await readyVendor(vendorSettings(backend));
  return { ...vendorAnswers(client), close: () => factory.destroy() };
}

/** Waits until the SDK is ready; one that does not get so leaves nothing behind. */
export async function readyVendor(
  settings: SplitIO.INodeSettings,
): Promise<{ readonly factory: SplitIO.ISDK; readonly client: SplitIO.IClient }> {
  const factory = SplitFactory(settings);
  const client = factory.client();
  try {
    await client.whenReady();
  } catch (error) {
    await factory.destroy();
    throw error;
  }
  return { factory, client };
}

/** What a client of the vendor's answers. */
export function vendorAnswers(client: SplitIO.IClient): Omit<Respondent, 'close'> {
  return {
    ask: (user, flagName) => answerOf(() => client.getTreatmentWithConfig(keyOf(user), flagName, attributesOf(user))),
    askAll: (user, flagNames) => client.getTreatmentsWithConfig(keyOf(user), [...flagNames], attributesOf(user)),
    askSets: (user, flagSets) =>
      client.getTreatmentsWithConfigByFlagSets(keyOf(user), [...flagSets], attributesOf(user)),
  };
}

// What a caller passes is not always what the types promise: that is a part of what is compared.

function keyOf({ key }: User): SplitIO.SplitKey {
  return key as SplitIO.SplitKey;
}

function attributesOf({ attributes }: User): SplitIO.Attributes {
  return attributes as SplitIO.Attributes;
}
