/**
 * Freezes a value and everything in it, where it lies. Not by recursion: the depth of a parsed text is the sender's to
 * choose. What is frozen already is gone through all the same, since what it holds may not be.
 */
export function deepFreeze<T>(value: T): T {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    Object.freeze(next);
    for (const member of Object.values(next)) open.push(member);
  }
  return value;
}

/** A deeply frozen copy of JSON-like data: the original may be the application's own. Cyclic data is a RangeError. */
export function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy));
  if (typeof value !== 'object' || value === null) return value;
  const copies = Object.entries(value).map(([name, member]): [string, unknown] => [name, frozenCopy(member)]);
  // `fromEntries` defines members, so that one named `__proto__` is an ordinary member of the copy.
  return Object.freeze(Object.fromEntries(copies));
}
