import { setImmediate } from 'node:timers/promises';
import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import { median } from '../../measure/statistics.js';
import type { Surroundings } from '../../measure/surroundings.js';

export interface PropagationParameters {
  /** Which of the changes counts. */
  readonly take: 'median' | 'maximum';
}

/** How long a change may take before something is wrong, in milliseconds. */
const TOO_LONG = 5_000;

/**
 * Changes a flag of featureflag.co's at the emulator, again and again, and gives the milliseconds until the client answers
 * otherwise. The emulator runs in the same process, and both speak over a real socket.
 */
export async function measurePropagation({ take }: PropagationParameters, { scale }: Surroundings): Promise<number> {
  const emulator = new FeatureFlagCoEmulator();
  await emulator.start();
  emulator.putFlag(serving('first'));
  const client = new FFCClient(emulator.envSecret, { urls: emulator.urls });
  await client.initialize();
  const user = { key: 'user' };

  const found: number[] = [];
  for (let change = 0; change < scale.changes; change += 1) {
    const value = `v${change}`;
    const start = process.hrtime.bigint();
    const spent = (): number => Number(process.hrtime.bigint() - start) / 1e6;
    emulator.putFlag(serving(value));
    while (client.variation(KEY, user) !== value) {
      await setImmediate();
      if (spent() > TOO_LONG) throw new Error('the client does not answer to a change');
    }
    found.push(spent());
  }
  await client.stop();
  await emulator.stop();
  return take === 'median' ? median(found) : Math.max(...found);
}

const KEY = 'measured';

function serving(variationValue: string): Parameters<FeatureFlagCoEmulator['putFlag']>[0] {
  const valueOption = { localId: 1, variationValue };
  return { ff: { keyName: KEY, defaultRulePercentageRollouts: [{ rolloutPercentage: [0, 1], valueOption }] } };
}
