import { Broken, isRaw, showName, type Json, type Raw } from '@polyflag/core-engine';

/** A name or number as it may stand in a message. */
export function show(name: unknown): string {
  if (typeof name === 'string') return showName(name);
  return typeof name === 'number' ? String(name) : 'without a key';
}

/** A finite number. @throws Broken */
export function numberOf(raw: Raw, name: string): number {
  const value = raw[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Broken(`${name} is not a number`);
  return value;
}

/** A finite number; absent or null: none. @throws Broken */
export function optionalNumberOf(raw: Raw, name: string): number | undefined {
  return (raw[name] ?? undefined) === undefined ? undefined : numberOf(raw, name);
}

/** A positive whole number: what A/B tests and feature flags are asked for by. */
export function isKey(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Text, a number or a boolean. @throws Broken */
export function scalarOf(raw: Raw, name: string): Json {
  const value = raw[name];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Broken(`${name} is neither text nor number nor boolean`);
}

/** One of a few words, compared exactly (spec §2.4). */
export function oneOf<const W extends string>(words: readonly W[], value: unknown): W | undefined {
  return words.includes(value as W) ? (value as W) : undefined;
}

/** Decodes each entry of a list; one that is broken is left out and named. */
export function decodeEach<T>(
  list: readonly unknown[],
  nameOf: (raw: Raw) => string,
  decode: (raw: Raw, name: string) => T,
  problems: string[],
): T[] {
  const decoded: T[] = [];
  for (const raw of list) {
    const entry = isRaw(raw) ? raw : {};
    try {
      decoded.push(decode(entry, nameOf(entry)));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      problems.push(`${nameOf(entry)} is left out: ${error.message}`);
    }
  }
  return decoded;
}
