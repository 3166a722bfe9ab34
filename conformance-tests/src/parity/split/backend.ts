import { SplitEmulator } from '@polyflag/emulators';
import type { Definitions } from './definitions.js';

/** Where both sides get their definitions. */
export interface Backend {
  readonly definitions: Definitions;
  /** What an SDK is configured with to be served by it. */
  readonly urls: SplitEmulator['urls'];
}

/** A backend that listens on this machine. */
export interface OpenBackend extends Backend {
  readonly emulator: SplitEmulator;
  close(): Promise<void>;
}

/** Serves definitions on an emulator of Split's backend. */
export async function openBackend(definitions: Definitions): Promise<OpenBackend> {
  const emulator = new SplitEmulator();
  const { flags, ruleBasedSegments, segments } = definitions;
  // A segment that is referred to and cannot be had keeps the vendor's SDK from getting ready.
  emulator.load({ flags, ruleBasedSegments, segments: { empty: [], ...segments } }, { notify: false, inline: 'none' });
  await emulator.start();
  return { definitions, urls: emulator.urls, emulator, close: () => emulator.stop() };
}
