import { Broken, listOrNone, showName, type Raw } from '@polyflag/core-engine';

/** A name as it may stand in a message. */
export function show(name: unknown): string {
  if (typeof name !== 'string') return 'without an id';
  return showName(name);
}

/** The texts of a list; what is no text there can never be equal to a user's key. @throws Broken */
export function textsOf(raw: Raw, name: string): readonly string[] {
  return listOrNone(raw, name).filter((entry) => typeof entry === 'string');
}

/** What is true or false, or left open: null and absent. @throws Broken */
export function openOf(raw: Raw, name: string): boolean | null {
  const value = raw[name] ?? null;
  if (value !== null && typeof value !== 'boolean') throw new Broken(`${name} is neither true nor false nor null`);
  return value;
}
