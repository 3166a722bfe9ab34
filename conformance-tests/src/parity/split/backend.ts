import { SplitEmulator } from '@polyflag/emulators';
import { listen, type Listening } from '../backend.js';
import type { Definitions } from './definitions.js';

export interface OpenBackend extends Listening<SplitEmulator> {
  readonly definitions: Definitions;
}

/** Where both sides get their definitions. */
export type Backend = Pick<OpenBackend, 'definitions' | 'urls'>;

/** Serves definitions on an emulator of Split's backend. */
export async function openBackend(definitions: Definitions): Promise<OpenBackend> {
  const emulator = new SplitEmulator();
  const { flags, ruleBasedSegments, segments } = definitions;
  // A segment that is referred to and cannot be had keeps the vendor's SDK from getting ready.
  emulator.load({ flags, ruleBasedSegments, segments: { empty: [], ...segments } }, { notify: false, inline: 'none' });
  return { definitions, ...(await listen(emulator)) };
}
