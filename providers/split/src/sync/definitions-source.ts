import type { DefinitionsSource as Source } from '@polyflag/core-engine';

/** A way in which Split's definitions arrive. */
export interface DefinitionsSource extends Source {
  /** Goes on after the first synchronisation. @returns whether it was to wait for that */
  resume?(): boolean;
}
