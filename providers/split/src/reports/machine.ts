import { hostname, networkInterfaces } from 'node:os';
import type { SplitSettings } from '../config/settings.js';

/** Who evaluates, for the listener: absent where the configuration withholds it. */
export interface Machine {
  readonly ip: string | undefined;
  readonly hostname: string | undefined;
  readonly sdkLanguageVersion: string;
}

/** The version that reports name. */
const SDK_LANGUAGE_VERSION = 'nodejs-polyflag-0.1.0';

/** What is told of a machine that does not say (spec §7.2). */
const UNKNOWN = 'unknown';

/** The name and address to tell: those given, or else what the machine says of itself (spec §9.3). */
export function machineOf(
  { IPAddressesEnabled, machineIp, machineName }: SplitSettings,
  interfaces: typeof networkInterfaces = networkInterfaces,
): Machine {
  const told = IPAddressesEnabled;
  return {
    ip: told ? (machineIp ?? ownAddress(interfaces)) : undefined,
    hostname: told ? (machineName ?? hostname()) : undefined,
    sdkLanguageVersion: SDK_LANGUAGE_VERSION,
  };
}

/** The first IPv4 address by which others may reach this machine. */
function ownAddress(interfaces: typeof networkInterfaces): string {
  try {
    const addresses = Object.values(interfaces()).flatMap((of = []) => of);
    return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? UNKNOWN;
  } catch {
    // Some sandboxes do not let a process ask.
    return UNKNOWN;
  }
}
