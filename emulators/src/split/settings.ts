import type { EmulatorOptions } from '../http/emulator.js';
import type { Inline } from './inline.js';
import { allSpecs, type PageSettings } from './pages.js';

/** What can be changed while the emulator runs. */
export interface SplitEmulatorSettings extends PageSettings {
  /** Whether a token for streaming is given at all; default true. */
  readonly pushEnabled: boolean;
  /** How long a client is told to wait before it opens the stream, in seconds; default 0. */
  readonly connDelay: number;
  /** How long a token is good, in seconds; default 3,600. Clients ask for a new one 600 seconds before its end. */
  readonly tokenSeconds: number;
  /** How often a stream gets a comment, in seconds; default 30. */
  readonly heartbeatSeconds: number;
  /** How notifications carry definitions where nothing else is said; default `zlib`. */
  readonly inline: Inline;
}

/** Everything that a `SplitEmulator` can be told when it is made. */
export interface SplitEmulatorOptions extends EmulatorOptions, Partial<SplitEmulatorSettings> {}

const defaults: SplitEmulatorSettings = {
  pageSize: Infinity,
  specs: allSpecs,
  pushEnabled: true,
  connDelay: 0,
  tokenSeconds: 3_600,
  heartbeatSeconds: 30,
  inline: 'zlib',
};

/** The defaults, with what is given in their place. What else there is in `given` is left out. */
export function settingsFrom(given: Partial<SplitEmulatorSettings>, base = defaults): SplitEmulatorSettings {
  const merged = { ...base, ...given };
  const names = Object.keys(defaults) as (keyof SplitEmulatorSettings)[];
  return Object.fromEntries(names.map((name) => [name, merged[name]])) as unknown as SplitEmulatorSettings;
}
