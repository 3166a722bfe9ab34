import type { Provider } from '@openfeature/server-sdk';

/** A vendor, as whoever runs the application knows it. */
export interface Vendor {
  readonly name: string;
  /** The environment variable with a key of the vendor's own backend. */
  readonly variable: string;
  /** A provider for the vendor's own backend. @throws for a key that cannot be one */
  real(key: string): Provider;
  /** A backend on this machine that has the flags of the application. */
  emulated(): Promise<Backend>;
}

/** What a provider speaks to, and that provider. */
export interface Backend {
  readonly provider: Provider;
  /** Of one on this machine that streams changes: switches `new-checkout` off. */
  readonly switchOff?: () => unknown;
  /** Of one on this machine: what it was told or asked, a line each. */
  readonly received?: () => readonly string[];
  stop(): Promise<void>;
}

/** How long the vendor's own backend is waited for, and for how long closing may send what waits, in milliseconds. */
export const patience = { initTimeoutMillis: 5_000, closeTimeoutMillis: 2_000 } as const;
