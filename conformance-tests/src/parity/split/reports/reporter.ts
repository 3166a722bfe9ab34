import { SplitFactory as VendorFactory } from '@splitsoftware/splitio';
import { SplitFactory } from '@polyflag/split-provider';
import type { Backend } from '../backend.js';
import { ourConfig, type OurConfig } from '../ours.js';
import { vendorSettings } from '../vendor.js';
import type { Call, Method } from './calls.js';

/** How reports are made. */
export interface Reporting {
  readonly impressionsMode: 'OPTIMIZED' | 'DEBUG' | 'NONE';
  readonly labelsEnabled: boolean;
}

/** An SDK whose reports are looked at. They leave when it is closed. */
export interface Reporter {
  call(call: Call): unknown;
  close(): Promise<void>;
}

export async function openOurReporter(backend: Backend, reporting: Reporting, config: OurConfig): Promise<Reporter> {
  const factory = new SplitFactory('key', { ...ourConfig(backend), ...config, ...reporting });
  await factory.blockUntilReady(60);
  return { call: callerOf(factory.client()), close: () => factory.destroy() };
}

export async function openVendorReporter(backend: Backend, reporting: Reporting): Promise<Reporter> {
  const { impressionsMode, labelsEnabled } = reporting;
  const settings = vendorSettings(backend);
  const factory = VendorFactory({
    ...settings,
    core: { ...settings.core, labelsEnabled },
    sync: { impressionsMode },
  });
  const client = factory.client();
  await client.whenReady();
  return { call: callerOf(client), close: () => factory.destroy() };
}

/** What a caller passes is not always what the types promise: that is a part of what is compared. */
function callerOf(client: object): Reporter['call'] {
  const methods = client as Readonly<Record<Method, (...args: readonly unknown[]) => unknown>>;
  return ({ method, args }) => methods[method](...args);
}
