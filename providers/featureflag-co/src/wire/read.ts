export type Raw = Readonly<Record<string, unknown>>;

/** Something that cannot be used; the message says why and shows nothing of the content but names. */
export class Broken extends Error {}

/** So much of a name appears in a message. */
const SHOWN = 100;

/** A name as it may stand in a message. */
export function show(name: unknown): string {
  if (typeof name !== 'string') return 'without an id';
  return JSON.stringify(name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list; one that is absent or null is empty (D15). @throws Broken */
export function listOf(raw: Raw, name: string): readonly unknown[] {
  const value = raw[name] ?? [];
  if (!Array.isArray(value)) throw new Broken(`${name} is not a list`);
  return value;
}

/** The texts of a list; what is no text there can never be equal to a user's key. @throws Broken */
export function textsOf(raw: Raw, name: string): readonly string[] {
  return listOf(raw, name).filter((entry) => typeof entry === 'string');
}

/** Text, perhaps empty. @throws Broken */
export function textOf(raw: Raw, name: string): string {
  const value = raw[name];
  if (typeof value !== 'string') throw new Broken(`${name} is not text`);
  return value;
}

/** What is true or false, or left open: null and absent. @throws Broken */
export function openOf(raw: Raw, name: string): boolean | null {
  const value = raw[name] ?? null;
  if (value !== null && typeof value !== 'boolean') throw new Broken(`${name} is neither true nor false nor null`);
  return value;
}
