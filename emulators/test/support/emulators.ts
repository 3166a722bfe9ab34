import {
  AmplitudeEmulator,
  HackleEmulator,
  SplitEmulator,
  type AmplitudeEmulatorOptions,
  type HackleEmulatorOptions,
  type SplitEmulatorOptions,
} from '@polyflag/emulators';

interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Emulators of Split's for the tests of the suite that calls this; each stops with its test. */
export function emulatorsInTest(): (options?: SplitEmulatorOptions) => Promise<SplitEmulator> {
  return startedInTest((options) => new SplitEmulator(options));
}

/** The same of Hackle's. */
export function hackleEmulatorsInTest(): (options?: HackleEmulatorOptions) => Promise<HackleEmulator> {
  return startedInTest((options) => new HackleEmulator(options));
}

/** The same of Amplitude's. */
export function amplitudeEmulatorsInTest(): (options?: AmplitudeEmulatorOptions) => Promise<AmplitudeEmulator> {
  return startedInTest((options) => new AmplitudeEmulator(options));
}

function startedInTest<Options, E extends Startable>(
  make: (options?: Options) => E,
): (options?: Options) => Promise<E> {
  const started: E[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((emulator) => emulator.stop()));
  });
  return async (options) => {
    const emulator = make(options);
    started.push(emulator);
    await emulator.start();
    return emulator;
  };
}
