/** What something is, for a message that must give nothing of it away. */
export function kindOf(found: unknown): string {
  if (found === null) return 'null';
  if (found === undefined) return 'nothing';
  if (isList(found)) return 'a list';
  if (typeof found === 'number' && !Number.isFinite(found)) return 'a number that is not finite';
  return typeof found === 'object' ? 'an object' : `a ${typeof found}`;
}

/** A proxy that was revoked does not even say whether it is a list. */
function isList(found: unknown): boolean {
  try {
    return Array.isArray(found);
  } catch {
    return false;
  }
}
