import { HiddenPart } from '@polyflag/core-engine';
import type { Handle } from './handle.js';

const handles = new HiddenPart<Handle>();

/** Notes what lies behind a client. */
export function holdHandle(client: object, handle: Handle): void {
  handles.hold(client, handle);
}

/** What lies behind a client; `undefined` for everything else. */
export function handleOf(client: unknown): Handle | undefined {
  return handles.of(client);
}
