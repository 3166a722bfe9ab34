/** What something is, for a message that must give nothing of it away. */
export function kindOf(found: unknown): string {
  if (found === null) return 'null';
  if (found === undefined) return 'nothing';
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'number' && !Number.isFinite(found)) return 'a number that is not finite';
  return typeof found === 'object' ? 'an object' : `a ${typeof found}`;
}
