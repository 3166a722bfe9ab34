import { SplitFactory } from '@splitsoftware/splitio';
import type { SplitEmulator } from '@polyflag/emulators';
import type { Known } from './ask.js';

type Settings = SplitIO.INodeSettings;

/** The vendor's SDK and its client. */
export interface Vendor {
  readonly factory: SplitIO.ISDK;
  readonly client: SplitIO.IClient;
  /** Waits until a key gets that treatment: asks again whenever the SDK says that something has changed. */
  readonly gives: (key: string, flag: string, treatment: string) => Promise<void>;
}

/** The shortest intervals, so that what happens by polling happens soon. */
const eager = { featuresRefreshRate: 0.05, segmentsRefreshRate: 0.05, pushRetryBackoffBase: 0.02 };

/** Starts the vendor's SDK on emulators in the suite that calls this; each is destroyed with its test. */
export function vendorsInTest(): (emulator: Known, settings?: Partial<Settings>) => Vendor {
  const factories: SplitIO.ISDK[] = [];
  afterEach(async () => {
    await Promise.all(factories.splice(0).map((factory) => factory.destroy()));
  });
  return ({ urls }, settings = {}) => {
    const factory = SplitFactory({
      core: { authorizationKey: 'emulated' },
      scheduler: { ...eager, telemetryRefreshRate: 60 },
      urls,
      debug: false,
      ...settings,
    });
    factories.push(factory);
    const client = factory.client();
    const gives = async (key: string, flag: string, treatment: string): Promise<void> => {
      while (client.getTreatment(key, flag) !== treatment)
        await new Promise((resolve) => void client.once(client.Event.SDK_UPDATE, resolve));
    };
    return { factory, client, gives };
  };
}

/** Waits until the SDK is ready and hears the stream, and has done what it does when a stream opens. */
export async function streaming(emulator: SplitEmulator, { client }: Vendor): Promise<void> {
  await client.whenReady();
  await emulator.received('/sse');
  await emulator.received('/splitChanges', { count: 2 });
}
