import { HackleEmulator } from '@polyflag/emulators';
import { listen, type Listening } from '../backend.js';
import type { WholeWorkspace } from './make/workspace.js';

export type OpenBackend = Listening<HackleEmulator>;

/** Where a side gets its workspace. */
export type Backend = Pick<OpenBackend, 'urls'>;

/** Serves a workspace on an emulator of Hackle's backend. */
export async function openBackend(workspace: WholeWorkspace): Promise<OpenBackend> {
  const emulator = new HackleEmulator();
  emulator.load(workspace);
  return listen(emulator);
}
