import { HackleEmulator } from '@polyflag/emulators';
import { HackleProvider } from '@polyflag/hackle-provider';
import { patience, type Backend, type Vendor } from './vendor.js';

export const hackle: Vendor = {
  name: 'Hackle',
  variable: 'POLYFLAG_HACKLE_KEY',
  real: (key) => new HackleProvider(key, patience),
  emulated,
};

/** A bucket that holds everybody, and one that holds a half. */
const EVERYBODY = 1;
const HALF = 2;

/** Hackle numbers its tests and flags; what has a name there is a remote config parameter. */
async function emulated(): Promise<Backend> {
  const backend = new HackleEmulator();
  await backend.start();
  backend.putBucket(bucket(EVERYBODY, 10_000));
  backend.putBucket(bucket(HALF, 5_000));
  backend.putSegment({ key: 'named', targets: [{ conditions: [condition('USER_ID', '$id', 'example1')] }] });
  backend.putSegment({ key: 'everybody', targets: [{ conditions: [condition('USER_ID', '$id')] }] });
  backend.putRemoteConfig({
    key: 'new-checkout',
    type: 'BOOLEAN',
    targetRules: [rule('gold', condition('USER_PROPERTY', 'plan', 'gold'), EVERYBODY, true)],
    defaultValue: { id: 1, value: false },
  });
  backend.putRemoteConfig({
    key: 'layout',
    type: 'STRING',
    targetRules: [rule('by-name', condition('SEGMENT', 'SEGMENT', 'named'), EVERYBODY, 'one-page')],
    defaultValue: { id: 1, value: 'classic' },
  });
  backend.putRemoteConfig({ key: 'page-size', type: 'NUMBER', defaultValue: { id: 1, value: 20 } });
  backend.putRemoteConfig({
    key: 'banner',
    type: 'STRING',
    targetRules: [rule('half', condition('SEGMENT', 'SEGMENT', 'everybody'), HALF, 'sale')],
    defaultValue: { id: 1, value: 'news' },
  });
  return {
    provider: new HackleProvider('an SDK key', { urls: backend.urls }),
    received: () => [
      ...backend.remoteConfigEvents.map(
        ({ parameterKey, decisionReason }) => `remote config ${parameterKey}: ${decisionReason}`,
      ),
      ...backend.tracks.map(({ eventTypeKey, value }) => `event ${eventTypeKey}: ${String(value)}`),
    ],
    stop: () => backend.stop(),
  };
}

function bucket(id: number, endExclusive: number) {
  return { id, seed: 5, slotSize: 10_000, slots: [{ startInclusive: 0, endExclusive, variationId: 1 }] };
}

/** Without a value: that there is one. */
function condition(type: 'USER_ID' | 'USER_PROPERTY' | 'SEGMENT', name: string, value?: string) {
  const [operator, values] = value === undefined ? (['EXISTS', []] as const) : (['IN', [value]] as const);
  return { key: { type, name }, match: { type: 'MATCH', operator, valueType: 'STRING', values } as const };
}

function rule(key: string, held: ReturnType<typeof condition>, bucketId: number, value: string | boolean) {
  return { key, name: key, target: { conditions: [held] }, bucketId, value: { id: 2, value } };
}
