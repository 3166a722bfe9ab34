import { hostname, networkInterfaces } from 'node:os';
import type { SplitSettings } from './settings.js';

/** The version that reports name, as the vendor's SDKs write theirs: language and version. */
export const SDK_VERSION = 'nodejs-polyflag-0.1.0';

/** Who evaluates. Both are absent where the configuration withholds them (`IPAddressesEnabled`), and the address of a machine without one. */
export interface Machine {
  readonly ip: string | undefined;
  readonly name: string | undefined;
}

/** The machine by its settings, else as it presents itself. */
export function machineOf(
  {
    IPAddressesEnabled,
    machineIp,
    machineName,
  }: Pick<SplitSettings, 'IPAddressesEnabled' | 'machineIp' | 'machineName'>,
  interfaces: typeof networkInterfaces = networkInterfaces,
): Machine {
  if (!IPAddressesEnabled) return { ip: undefined, name: undefined };
  return { ip: machineIp ?? firstOuterAddress(interfaces), name: machineName ?? hostname() };
}

/** The first IPv4 address by which others may reach this machine. */
function firstOuterAddress(interfaces: typeof networkInterfaces): string | undefined {
  try {
    const addresses = Object.values(interfaces()).flat();
    return addresses.find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  } catch {
    // Some sandboxes do not let a process ask.
    return undefined;
  }
}
