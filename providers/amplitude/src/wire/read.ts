export type Raw = Readonly<Record<string, unknown>>;

/** An entry that cannot be used; the message says why and shows nothing of the content but names. */
export class Broken extends Error {}

/** So much of a name appears in a message. */
const SHOWN = 100;

/** A name as it may stand in a message. */
export function show(name: unknown): string {
  if (typeof name !== 'string') return 'without a key';
  return JSON.stringify(name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object. @throws Broken */
export function objectOf(raw: Raw, name: string): Raw {
  const value = raw[name];
  if (!isRaw(value)) throw new Broken(`${name} is not an object`);
  return value;
}

/** A list. @throws Broken */
export function listOf(raw: Raw, name: string): readonly unknown[] {
  const value = raw[name];
  if (!Array.isArray(value)) throw new Broken(`${name} is not a list`);
  return value;
}

/** A list of texts. @throws Broken */
export function textsOf(raw: Raw, name: string): readonly string[] {
  const list = listOf(raw, name);
  if (!list.every((element) => typeof element === 'string')) throw new Broken(`${name} holds what is not text`);
  return list;
}

/** Text, perhaps empty. @throws Broken */
export function textOf(raw: Raw, name: string): string {
  const value = raw[name];
  if (typeof value !== 'string') throw new Broken(`${name} is not text`);
  return value;
}

/** What `read` makes of a member; `undefined` where it is absent or null. @throws Broken */
export function optional<T>(raw: Raw, name: string, read: (raw: Raw, name: string) => T): T | undefined {
  return (raw[name] ?? undefined) === undefined ? undefined : read(raw, name);
}

/** Each element of a list, which must be an object. @throws Broken */
export function eachOf<T>(raw: Raw, name: string, decode: (element: Raw) => T): T[] {
  return listOf(raw, name).map((element) => {
    if (!isRaw(element)) throw new Broken(`${name} holds what is not an object`);
    return decode(element);
  });
}
