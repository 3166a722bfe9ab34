/** An object as a vendor sent it, parsed. */
export type Raw = Readonly<Record<string, unknown>>;

/** An entry that cannot be used; the message says why and shows nothing of the content but names. */
export class Broken extends Error {}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object. @throws Broken */
export function objectOf(raw: Raw, name: string): Raw {
  const value = raw[name];
  if (!isRaw(value)) throw new Broken(`${name} is not an object`);
  return value;
}

/** A member that is a list. @throws Broken */
export function listOf(raw: Raw, name: string): readonly unknown[] {
  const value = raw[name];
  if (!Array.isArray(value)) throw new Broken(`${name} is not a list`);
  return value;
}

/** A member that is a list; one that is absent or null is empty. @throws Broken */
export function listOrNone(raw: Raw, name: string): readonly unknown[] {
  return (raw[name] ?? undefined) === undefined ? [] : listOf(raw, name);
}

/** A member that is text, perhaps empty. @throws Broken */
export function textOf(raw: Raw, name: string): string {
  const value = raw[name];
  if (typeof value !== 'string') throw new Broken(`${name} is not text`);
  return value;
}
