import type { Scale } from './scale.js';

/** What every process is told. */
export interface Surroundings {
  readonly scale: Scale;
  /** Where the definitions are as files. */
  readonly directory: string;
  /** Where the loopback server has them. */
  readonly url: string;
}
