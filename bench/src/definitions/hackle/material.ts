import { HackleEmulator } from '@polyflag/emulators';
import type { Scale } from '../../measure/scale.js';
import type { Prepared } from '../places.js';
import { definitionSet, type HackleSet } from './sets.js';

/** Has the workspace of a set ready for the server. Whoever wants it asks there: no file is read. */
export function prepareHackle(set: HackleSet, _directory: string, scale: Scale): Prepared {
  // It is not started: it completes what a backend always sends.
  const emulator = new HackleEmulator();
  emulator.load(definitionSet(set, scale).workspace);
  const text = JSON.stringify(emulator.workspace);
  return { answer: (path) => (path.at(-1) === 'config' ? text : undefined) };
}
