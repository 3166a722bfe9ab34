import type { EmulatorOptions } from '../http/emulator.js';

/** What can be changed while the emulator runs. */
export interface FeatureFlagCoEmulatorSettings {
  /** How often an open stream gets a ping of WebSocket's own, in seconds; default 20. */
  readonly keepAliveSeconds: number;
  /**
   * Whether who asks for what is new hears what was archived meanwhile; default true. It is not known of the vendor's backend
   * (spec §15, 4).
   */
  readonly tellsArchived: boolean;
}

/** Everything that a `FeatureFlagCoEmulator` can be told when it is made. */
export interface FeatureFlagCoEmulatorOptions extends EmulatorOptions, Partial<FeatureFlagCoEmulatorSettings> {
  /** Account, project and environment, with which the ids of flags begin; default `1__1__1`. */
  readonly environment?: string;
}

const defaults: FeatureFlagCoEmulatorSettings = { keepAliveSeconds: 20, tellsArchived: true };

/** The defaults, with what is given in their place. What else there is in `given` is left out. */
export function settingsFrom(
  given: Partial<FeatureFlagCoEmulatorSettings>,
  base = defaults,
): FeatureFlagCoEmulatorSettings {
  const { keepAliveSeconds = base.keepAliveSeconds, tellsArchived = base.tellsArchived } = given;
  return { keepAliveSeconds, tellsArchived };
}
