import { SplitEmulator } from '@polyflag/emulators';
import type { SplitEmulatorOptions } from '@polyflag/emulators';

/** Emulators for the tests of the suite that calls this; each stops with its test. */
export function emulatorsInTest(): (options?: SplitEmulatorOptions) => Promise<SplitEmulator> {
  const started: SplitEmulator[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((emulator) => emulator.stop()));
  });
  return async (options) => {
    const emulator = new SplitEmulator(options);
    started.push(emulator);
    await emulator.start();
    return emulator;
  };
}
