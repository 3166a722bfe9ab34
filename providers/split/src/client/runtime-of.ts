import type { SplitRuntime } from './runtime.js';

// A provider shares what lies behind a factory or a client, and nobody else should see it: neither has a member for it.
const runtimes = new WeakMap<object, SplitRuntime>();

/** Notes what lies behind a factory or a client. */
export function holdRuntime(holder: object, runtime: SplitRuntime): void {
  runtimes.set(holder, runtime);
}

/** What lies behind a factory or a client; `undefined` for everything else. */
export function runtimeOf(holder: unknown): SplitRuntime | undefined {
  return typeof holder === 'object' && holder !== null ? runtimes.get(holder) : undefined;
}
