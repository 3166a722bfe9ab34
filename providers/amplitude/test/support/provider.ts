import {
  openTransport,
  ReopeningTransport,
  silentLogger,
  type ManualClock,
  type Transport,
} from '@polyflag/core-engine';
import type { ExperimentClient } from '@polyflag/amplitude-provider';
import { AmplitudeProvider, type AmplitudeProviderConfig } from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';

/** Providers over real sockets, closed after each test. */
export class Providers {
  private readonly opened: AmplitudeProvider[] = [];
  private readonly transports: Transport[] = [];

  /**
   * A provider that is ready.
   *
   * @param clock what answers age by; the network goes by the machine's
   */
  async open(config: AmplitudeProviderConfig, clock?: ManualClock): Promise<AmplitudeProvider> {
    const parts = clock === undefined ? {} : { [runtimeParts]: { clock, transport: this.transport() } };
    const options = { logger: silentLogger, proxy: false, ...config, ...parts } as const;
    const provider = new AmplitudeProvider('server-key', options);
    this.opened.push(provider);
    await provider.initialize();
    return provider;
  }

  /** A provider over a client that somebody else has. */
  async over(client: ExperimentClient, config: object = {}): Promise<AmplitudeProvider> {
    const provider = new AmplitudeProvider(client, config);
    this.opened.push(provider);
    await provider.initialize();
    return provider;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((provider) => provider.onClose()));
    for (const transport of this.transports.splice(0)) transport.close();
  }

  private transport(): Transport {
    const transport = new ReopeningTransport(() => openTransport({ proxy: false }));
    this.transports.push(transport);
    return transport;
  }
}
