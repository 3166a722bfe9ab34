import type { Backend, Vendor } from './vendor.js';

/** A vendor, and the key of its own backend; without one, a backend on this machine takes its place. */
export interface Choice {
  readonly vendor: Vendor;
  readonly key: string | undefined;
}

/** Which backend it is for each vendor. A variable with nothing but blanks in it counts as not set. */
export function choose(
  vendors: readonly Vendor[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Choice[] {
  return vendors.map((vendor) => {
    const key = env[vendor.variable]?.trim() ?? '';
    return { vendor, key: key === '' ? undefined : key };
  });
}

/** A vendor's name, and which of its backends it is. */
export function titleOf({ vendor, key }: Choice): string {
  return `${vendor.name} (${key === undefined ? 'emulator' : 'real'})`;
}

/** @throws for a key that cannot be one */
export async function backendOf({ vendor, key }: Choice): Promise<Backend> {
  if (key === undefined) return vendor.emulated();
  return { provider: vendor.real(key), stop: () => Promise.resolve() };
}
