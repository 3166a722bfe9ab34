import { HackleRuntime, type RuntimeParts } from './runtime.js';

// One client of Hackle however often it is created (spec §7): whoever names the same SDK key and addresses shares what
// polls and sends, until the last of them is closed. Held weakly, so that a client which is made and thrown away leaves nothing behind; whoever starts one
// keeps it alive.
const runtimes = new Map<string, WeakRef<HackleRuntime>>();

/** The runtime of an SDK key and its addresses, made if there is none. */
export function sharedRuntime(parts: RuntimeParts): HackleRuntime {
  const { sdkKey, urls } = parts.settings;
  const name = JSON.stringify([sdkKey, urls.sdk, urls.event, urls.monitoring]);
  const known = runtimes.get(name)?.deref();
  if (known?.spent === false) return known;
  const runtime = new HackleRuntime(parts);
  for (const [other, held] of runtimes) if (held.deref() === undefined) runtimes.delete(other);
  runtimes.set(name, new WeakRef(runtime));
  return runtime;
}
