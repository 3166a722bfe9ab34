import { isOwnTable } from '@polyflag/core-engine';
import { accepted, type Checked, rejected } from './checked.js';
import { isPlainObject } from './plain-object.js';
import { showType } from './show.js';

/** What is known of whom is asked for. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * Whether attributes can be used as they stand: none, or an object literal of this realm. That is so of almost all, and
 * costs an evaluation nothing; `checkAttributes` looks at the others. Never throws.
 */
export function isOrdinaryAttributes(attributes: unknown): attributes is Attributes | null | undefined {
  if (attributes === undefined || attributes === null) return true;
  if (typeof attributes !== 'object') return false;
  try {
    return isOwnTable(attributes);
  } catch {
    // A proxy that does not tell.
    return false;
  }
}

/** Checks attributes of any kind (§3.1): none, or a plain object of whichever realm. Never throws. */
export function checkAttributes(attributes: unknown): Checked<Attributes | undefined> {
  if (attributes === undefined || attributes === null) return accepted(undefined);
  if (isPlainObject(attributes)) return accepted(attributes);
  return rejected(`attributes: expected a plain object, found ${showType(attributes)}`);
}
