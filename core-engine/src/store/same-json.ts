/**
 * Whether two parsed JSON values say the same; the order of members does not count. Works through a list of its own rather
 * than by calling itself: a document may be nested deeper than the stack.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  const waiting: [unknown, unknown][] = [[a, b]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [left, right] = pair;
    if (left === right) continue;
    const parts = partsOf(left, right);
    if (parts === undefined) return false;
    for (const part of parts) waiting.push(part);
  }
  return true;
}

/** What has to be the same for two values to be the same; `undefined` when they are not, whatever is in them. */
function partsOf(a: unknown, b: unknown): Iterable<[unknown, unknown]> | undefined {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return undefined;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return undefined;
    const other = b as readonly unknown[];
    return a.map((element, at): [unknown, unknown] => [element, other[at]]);
  }
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length || !names.every((name) => Object.hasOwn(right, name)))
    return undefined;
  return names.map((name): [unknown, unknown] => [left[name], right[name]]);
}
