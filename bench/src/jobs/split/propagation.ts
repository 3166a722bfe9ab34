import { createRequire } from 'node:module';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { SplitEmulator } from '@polyflag/emulators';
import { SplitFactory } from '@polyflag/split-provider';
import type { SplitFactory as VendorFactory } from '@splitsoftware/splitio';
import { fixed } from '../../definitions/split/measured.js';
import { allKeys, rule } from '../../definitions/split/wire.js';
import { median } from '../../measure/statistics.js';
import type { Surroundings } from '../../measure/surroundings.js';

const load = createRequire(import.meta.url);

export interface PropagationParameters {
  readonly who: 'polyflag' | 'split sdk';
}

/** A streaming client, as far as it is watched. */
interface Streaming {
  readonly answer: () => string;
  readonly close: () => Promise<void>;
}

/** How long a change may take before something is wrong, in milliseconds. */
const TOO_LONG = 5_000;

/**
 * Changes a flag at the emulator, again and again, and gives the median of the milliseconds until the client answers
 * otherwise. The emulator runs in the same process.
 */
export async function measurePropagation({ who }: PropagationParameters, { scale }: Surroundings): Promise<number> {
  const emulator = new SplitEmulator();
  await emulator.start();
  emulator.putFlag(serving('first'));
  const { answer, close } = who === 'polyflag' ? await openOurs(emulator) : await openTheirs(emulator);
  await emulator.received('/sse');
  // A client asks for everything once more when its stream is open.
  await setTimeout(500);

  const found: number[] = [];
  for (let change = 0; change < scale.changes; change += 1) {
    const treatment = `t${change}`;
    const start = process.hrtime.bigint();
    const spent = (): number => Number(process.hrtime.bigint() - start) / 1e6;
    emulator.putFlag(serving(treatment));
    while (answer() !== treatment) {
      await setImmediate();
      if (spent() > TOO_LONG) throw new Error(`${who} does not answer to a change`);
    }
    found.push(spent());
  }
  await close();
  await emulator.stop();
  return median(found);
}

type EmulatedFlag = Parameters<SplitEmulator['putFlag']>[0];

function serving(treatment: string): EmulatedFlag {
  return {
    ...fixed.flag,
    conditions: [rule([allKeys], [{ treatment, size: 100 }], 'everybody')],
  };
}

async function openOurs({ urls }: SplitEmulator): Promise<Streaming> {
  const factory = new SplitFactory('bench', { urls });
  await factory.blockUntilReady(60);
  const client = factory.client();
  return {
    answer: () => client.getTreatment('user', fixed.flag.name),
    close: () => factory.destroy(),
  };
}

async function openTheirs({ urls }: SplitEmulator): Promise<Streaming> {
  const { SplitFactory: Vendor } = load('@splitsoftware/splitio') as { SplitFactory: typeof VendorFactory };
  const factory = Vendor({ core: { authorizationKey: 'bench' }, urls: { ...urls }, debug: false });
  const client = factory.client();
  await client.whenReady();
  return {
    answer: () => client.getTreatment('user', fixed.flag.name),
    close: () => factory.destroy(),
  };
}
