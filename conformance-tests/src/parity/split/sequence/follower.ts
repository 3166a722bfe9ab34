import type { EventHandler } from '@openfeature/core';
import { ProviderEvents } from '@openfeature/server-sdk';
import { SplitProvider } from '@polyflag/split-provider';
import type { Backend } from '../backend.js';
import { ourAnswers, ourConfig, readyFactory, type OurConfig } from '../ours.js';
import { readyVendor, vendorAnswers, vendorSettings } from '../vendor.js';
import type { Shown } from './signs.js';

/** An SDK that hears of changes through the stream of a backend, and through nothing else. */
export interface Follower extends Shown {
  readonly name: string;
  /** Waits until it says that something has changed. */
  changed(): Promise<void>;
  close(): Promise<void>;
}

export async function followOurs(backend: Backend, config: OurConfig): Promise<Follower> {
  const factory = await readyFactory('key', { ...ourConfig(backend), ...config, streamingEnabled: true });
  const provider = new SplitProvider(factory);
  const { events } = provider;
  await provider.initialize();
  const manager = factory.manager();
  return {
    name: 'ours',
    ...ourAnswers(factory.client()),
    changeNumber: (flagName) => manager.split(flagName)?.changeNumber,
    changed: () =>
      new Promise((resolve) => {
        const handler: EventHandler = () => {
          events.removeHandler(ProviderEvents.ConfigurationChanged, handler);
          resolve();
        };
        events.addHandler(ProviderEvents.ConfigurationChanged, handler);
      }),
    close: async () => {
      await provider.onClose();
      await factory.destroy();
    },
  };
}

export async function followVendor(backend: Backend): Promise<Follower> {
  const { factory, client } = await readyVendor({ ...vendorSettings(backend), streamingEnabled: true });
  const manager = factory.manager();
  return {
    name: "the SDK's",
    ...vendorAnswers(client),
    changeNumber: (flagName) => manager.split(flagName)?.changeNumber,
    changed: () => new Promise((resolve) => void client.once(client.Event.SDK_UPDATE, () => resolve())),
    close: () => factory.destroy(),
  };
}
