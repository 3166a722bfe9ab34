import { Broken, isRaw, listOf, showName, type Raw } from '@polyflag/core-engine';

/** A name as it may stand in a message. */
export function show(name: unknown): string {
  if (typeof name !== 'string') return 'without a key';
  return showName(name);
}

/** A list of texts. @throws Broken */
export function textsOf(raw: Raw, name: string): readonly string[] {
  const list = listOf(raw, name);
  if (!list.every((element) => typeof element === 'string')) throw new Broken(`${name} holds what is not text`);
  return list;
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
