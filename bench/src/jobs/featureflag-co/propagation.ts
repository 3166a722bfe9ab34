import { setImmediate } from 'node:timers/promises';
import { FeatureFlagCoEmulator, type FeatureFlagWire } from '@polyflag/emulators';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import { featbitBuilder } from '../../contestants/featureflag-co/featbit.js';
import { featbitFlag } from '../../definitions/featureflag-co/featbit.js';
import { everybody, flag } from '../../definitions/featureflag-co/wire.js';
import { median } from '../../measure/statistics.js';
import type { Surroundings } from '../../measure/surroundings.js';

export interface PropagationParameters {
  readonly who: 'polyflag' | 'featbit sdk';
  /** Which of the changes counts. */
  readonly take: 'median' | 'maximum';
}

/** A client with a stream, as far as it is watched. */
interface Streaming {
  /** Makes a change. */
  readonly change: (value: string) => void;
  readonly answer: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

/** How long a change may take before something is wrong, in milliseconds. */
const TOO_LONG = 5_000;

const KEY = 'measured';

/**
 * Changes a flag at the emulator, again and again, and gives the milliseconds until the client answers otherwise. The emulator
 * runs in the same process, and both speak over a real socket.
 */
export async function measurePropagation(
  { who, take }: PropagationParameters,
  { scale }: Surroundings,
): Promise<number> {
  const emulator = new FeatureFlagCoEmulator();
  await emulator.start();
  const { change, answer, close } = who === 'polyflag' ? await openOurs(emulator) : await openFeatBit(emulator);
  const found: number[] = [];
  for (let at = 0; at < scale.changes; at += 1) {
    const value = `v${at}`;
    const start = performance.now();
    change(value);
    while ((await answer()) !== value) {
      await setImmediate();
      if (performance.now() - start > TOO_LONG) throw new Error(`${who} does not answer to a change`);
    }
    found.push(performance.now() - start);
  }
  await close();
  await emulator.stop();
  return take === 'median' ? median(found) : Math.max(...found);
}

/** A flag that gives everybody the same; when it was changed is left to whoever sends it. */
function serving(variationValue: string): FeatureFlagWire {
  const option = { localId: 1, variationValue } as const;
  const { timestamp: _, ...measured } = flag(KEY, everybody(option));
  return { ...measured, variationOptions: [option] };
}

async function openOurs(emulator: FeatureFlagCoEmulator): Promise<Streaming> {
  const change = (value: string): void => {
    emulator.putFlag(serving(value));
  };
  change('first');
  const client = new FFCClient(emulator.envSecret, { urls: emulator.urls });
  await client.initialize();
  const user = { key: 'user' };
  return {
    change,
    answer: () => Promise.resolve(client.variation(KEY, user)),
    close: () => client.stop(),
  };
}

/** FeatBit's messages have the same frame as featureflag.co's, and flags of their own. */
async function openFeatBit(emulator: FeatureFlagCoEmulator): Promise<Streaming> {
  const send = (eventType: 'full' | 'patch', value: string): void => {
    const changed = featbitFlag(serving(value), new Date(Date.now() + (changes += 1)).toISOString());
    emulator.send({ messageType: 'data-sync', data: { eventType, featureFlags: [changed], segments: [] } });
  };
  let changes = 0;
  const { streaming, events } = emulator.urls;
  const client = featbitBuilder().sdkKey(emulator.envSecret).streamingUri(streaming).eventsUri(events).build();
  await client.waitForInitialization();
  send('full', 'first');
  const user = { key: 'user', name: 'user' };
  return {
    change: (value) => {
      send('patch', value);
    },
    answer: () => client.stringVariation(KEY, user, 'none'),
    close: () => client.close(),
  };
}
