import { HiddenPart } from '@polyflag/core-engine';
import type { SplitRuntime } from './runtime.js';

const runtimes = new HiddenPart<SplitRuntime>();

/** Notes what lies behind a factory or a client. */
export function holdRuntime(holder: object, runtime: SplitRuntime): void {
  runtimes.hold(holder, runtime);
}

/** What lies behind a factory or a client; `undefined` for everything else. */
export function runtimeOf(holder: unknown): SplitRuntime | undefined {
  return runtimes.of(holder);
}
