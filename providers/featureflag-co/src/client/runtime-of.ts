import { HiddenPart } from '@polyflag/core-engine';
import type { FFCRuntime } from './runtime.js';

const runtimes = new HiddenPart<FFCRuntime>();

/** Notes what lies behind a client. */
export function holdRuntime(holder: object, runtime: FFCRuntime): void {
  runtimes.hold(holder, runtime);
}

/** What lies behind a client; `undefined` for everything else. */
export function runtimeOf(holder: unknown): FFCRuntime | undefined {
  return runtimes.of(holder);
}
