import { SplitFactory } from '@splitsoftware/splitio';
import type { SplitEmulator } from '@polyflag/emulators';

type Settings = SplitIO.INodeSettings;

/** The vendor's SDK and its client. */
export interface Vendor {
  readonly factory: SplitIO.ISDK;
  readonly client: SplitIO.IClient;
  /** The next time that it says that something has changed. */
  readonly updated: () => Promise<unknown>;
}

/** The shortest intervals, so that what happens by polling happens soon. */
const eager = { featuresRefreshRate: 0.05, segmentsRefreshRate: 0.05, pushRetryBackoffBase: 0.02 };

/** Starts the vendor's SDK on emulators in the suite that calls this; each is destroyed with its test. */
export function vendorsInTest(): (emulator: SplitEmulator, settings?: Partial<Settings>) => Vendor {
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
    const updated = (): Promise<unknown> =>
      new Promise((resolve) => void client.once(client.Event.SDK_UPDATE, resolve));
    return { factory, client, updated };
  };
}
