import { HackleEmulator } from '@polyflag/emulators';
import type { WholeWorkspace } from './make/workspace.js';

/** Where a side gets its workspace. */
export interface Backend {
  /** What an SDK is configured with to be served by it. */
  readonly urls: HackleEmulator['urls'];
}

/** A backend that listens on this machine. */
export interface OpenBackend extends Backend {
  readonly emulator: HackleEmulator;
  close(): Promise<void>;
}

/** Serves a workspace on an emulator of Hackle's backend. */
export async function openBackend(workspace: WholeWorkspace): Promise<OpenBackend> {
  const emulator = new HackleEmulator();
  emulator.load(workspace);
  await emulator.start();
  return { urls: emulator.urls, emulator, close: () => emulator.stop() };
}
