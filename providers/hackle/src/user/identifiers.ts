/** Identifiers of a user by their types. */
export type Identifiers = Readonly<Record<string, string>>;

/** The identifier types that have a field of their own (spec §6.1). */
export const identifierTypes = {
  id: '$id',
  userId: '$userId',
  deviceId: '$deviceId',
  sessionId: '$sessionId',
} as const;

/** The limits of spec §6.2, in UTF-16 units. */
const LONGEST_TYPE = 128;
const LONGEST_VALUE = 512;

/** Whether text can identify somebody as it stands. Nearly every one is told by its first character. */
export function isIdentifier(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > LONGEST_VALUE) return false;
  const first = value.charCodeAt(0);
  return (first > 0x20 && first < 0x7f) || value.trim() !== '';
}

/** A value as an identifier: text as it stands, a number as its decimal text; `undefined`: it is none. */
function identifierOf(value: unknown): string | undefined {
  if (isIdentifier(value)) return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** Hears of what cannot be an identifier, by its type. */
export type IgnoredListener = (type: string) => void;

/**
 * The identifiers among candidates, later ones of a type in the place of earlier ones (spec §6.2). What is none is passed
 * over, so that it leaves an earlier one in force; `undefined`: none is left.
 *
 * @param onIgnored hears of what was given and passed over, where something is left
 */
export function identifiersOf(
  candidates: Iterable<readonly [type: string, value: unknown]>,
  onIgnored?: IgnoredListener,
): Identifiers | undefined {
  const found = new Map<string, string>();
  let ignored: string[] | undefined;
  for (const [type, value] of candidates) {
    const identifier = type === '' || type.length > LONGEST_TYPE ? undefined : identifierOf(value);
    if (identifier !== undefined) found.set(type, identifier);
    else if (value !== undefined && value !== null && value !== '') (ignored ??= []).push(type);
  }
  if (found.size === 0) return undefined;
  if (onIgnored !== undefined) ignored?.forEach(onIgnored);
  return Object.fromEntries(found);
}
