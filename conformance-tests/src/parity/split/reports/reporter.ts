import type { Backend } from '../backend.js';
import { ourConfig, readyFactory, type OurConfig } from '../ours.js';
import { readyVendor, vendorSettings } from '../vendor.js';
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
  const factory = await readyFactory('key', { ...ourConfig(backend), ...config, ...reporting });
  return { call: callerOf(factory.client()), close: () => factory.destroy() };
}

export async function openVendorReporter(backend: Backend, reporting: Reporting): Promise<Reporter> {
  const { impressionsMode, labelsEnabled } = reporting;
  const settings = vendorSettings(backend);
  const core = { ...settings.core, labelsEnabled };
  const { factory, client } = await readyVendor({ ...settings, core, sync: { impressionsMode } });
  return { call: callerOf(client), close: () => factory.destroy() };
}

/** What a caller passes is not always what the types promise: that is a part of what is compared. */
function callerOf(client: object): Reporter['call'] {
  const methods = client as Readonly<Record<Method, (...args: readonly unknown[]) => unknown>>;
  return ({ method, args }) => methods[method](...args);
}
