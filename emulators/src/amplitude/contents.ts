import type { GivenVariants } from './deployment.js';
import type { CohortWire, FlagConfigWire } from './flags.js';

/** What an emulator can hold. */
export interface DeploymentContents extends GivenVariants {
  /** The flags, as the flag endpoint sends them; absent: those that there are stay. */
  readonly flags?: readonly FlagConfigWire[];
  /** The cohorts; absent: those that there are stay. */
  readonly cohorts?: readonly CohortWire[];
}
