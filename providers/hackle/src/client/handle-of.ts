import type { Handle } from './handle.js';

// A provider shares what lies behind a client, and nobody else should see it: a client has no member for it.
const handles = new WeakMap<object, Handle>();

/** Notes what lies behind a client. */
export function holdHandle(client: object, handle: Handle): void {
  handles.set(client, handle);
}

/** What lies behind a client; `undefined` for everything else. */
export function handleOf(client: unknown): Handle | undefined {
  return typeof client === 'object' && client !== null ? handles.get(client) : undefined;
}
