import type { Provider } from '@openfeature/server-sdk';
import type { ReferenceBackend } from '#src/reference/backend.js';

/** A provider with one thing wrong. */
export interface Defect {
  readonly title: string;
  readonly make: new (backend: ReferenceBackend, key: string) => Provider;
  /** The cases that fail because of it, and no others. The first says what is wrong. */
  readonly caughtBy: readonly string[];
}

export const defect = (title: string, make: Defect['make'], ...caughtBy: string[]): Defect => ({
  title,
  make,
  caughtBy,
});
