import { hostname, networkInterfaces } from 'node:os';
import type { SplitSettings } from './settings.js';

/** The version that reports name, as the vendor's SDKs write theirs: language and version. */
export const SDK_VERSION = 'nodejs-polyflag-0.1.0';

/** Who evaluates. Both are absent where the configuration withholds them (`IPAddressesEnabled`), and the address of a machine without one. */
export interface Machine {
  readonly ip: string | undefined;
  readonly name: string | undefined;
}

/** The name and address to tell: those given, or else what the machine says of itself (spec §9.3). */
export function machineOf(
  {
    IPAddressesEnabled,
    machineIp,
    machineName,
  }: Pick<SplitSettings, 'IPAddressesEnabled' | 'machineIp' | 'machineName'>,
  interfaces = networkInterfaces,
): Machine {
  if (!IPAddressesEnabled) return { ip: undefined, name: undefined };
  return { ip: machineIp ?? ownAddress(interfaces), name: machineName ?? hostname() };
}

/** The first IPv4 address by which others may reach this machine. */
function ownAddress(interfaces: typeof networkInterfaces): string | undefined {
  try {
    const addresses = Object.values(interfaces()).flatMap((of = []) => of);
    return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  } catch {
    // Some sandboxes do not let a process ask.
    return undefined;
  }
}
