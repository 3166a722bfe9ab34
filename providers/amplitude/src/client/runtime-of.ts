import { HiddenPart } from '@polyflag/core-engine';
import type { ClientRuntime } from './runtime.js';

const runtimes = new HiddenPart<ClientRuntime>();

/** Notes what lies behind a client. */
export function holdRuntime(holder: object, runtime: ClientRuntime): void {
  runtimes.hold(holder, runtime);
}

/** What lies behind a client; `undefined` for everything else. */
export function runtimeOf(holder: unknown): ClientRuntime | undefined {
  return runtimes.of(holder);
}
