import type { FFCRuntime } from './runtime.js';

// A provider shares what lies behind a client, and nobody else should see it: a client has no member for it.
const runtimes = new WeakMap<object, FFCRuntime>();

/** Notes what lies behind a client. */
export function holdRuntime(client: object, runtime: FFCRuntime): void {
  runtimes.set(client, runtime);
}

/** What lies behind a client; `undefined` for everything else. */
export function runtimeOf(client: unknown): FFCRuntime | undefined {
  return typeof client === 'object' && client !== null ? runtimes.get(client) : undefined;
}
