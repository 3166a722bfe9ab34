/** What was found instead of what was expected: its type, never its content, which may be somebody's key. Never throws. */
export function showType(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return value.trim() === '' ? 'a blank text' : 'a text';
    case 'number':
      return Number.isFinite(value) ? 'a number' : String(value);
    case 'object':
      if (value === null) return 'null';
      return isList(value) ? 'a list' : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

/** `Array.isArray`, which throws for a proxy that was revoked, without throwing. */
export function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
