/**
 * Sets of UTF-16 code units. An expression without the `u` flag matches units, not characters, so every question about
 * what it accepts is a question about these.
 */
export const LAST_UNIT = 0xffff;
export const NO_UNIT = [];
export const ANY_UNIT = [[0, LAST_UNIT]];
/** The set of everything in the given ranges, which may overlap and come in any order. */
export function unitSet(ranges) {
  const merged = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1);
    if (previous !== undefined && low <= previous[1] + 1) previous[1] = Math.max(previous[1], high);
    else merged.push([low, high]);
  }
  return merged;
}
/** The set of one unit. */
export function oneUnit(unit) {
  return [[unit, unit]];
}
/** The unit of a set of exactly one; `undefined` for every other set. */
export function onlyUnit(set) {
  const [first, ...others] = set;
  return first !== undefined && others.length === 0 && first[0] === first[1] ? first[0] : undefined;
}
/** All units of the set, in order. */
export function* unitsOf(set) {
  for (const [low, high] of set) for (let unit = low; unit <= high; unit++) yield unit;
}
/** What is in either set. */
export function union(a, b) {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  return unitSet([...a, ...b]);
}
/** What is not in the set. */
export function complement(set) {
  const gaps = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_UNIT) gaps.push([next, LAST_UNIT]);
  return gaps;
}
/** Whether some unit is in both sets. */
export function intersects(a, b) {
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x === undefined || y === undefined) return false;
    if (x[1] < y[0]) i++;
    else if (y[1] < x[0]) j++;
    else return true;
  }
}
/** Whether the unit is in the set. */
export function contains(set, unit) {
  let from = 0;
  let to = set.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const range = set[middle];
    if (range === undefined) return false;
    if (unit < range[0]) to = middle - 1;
    else if (unit > range[1]) from = middle + 1;
    else return true;
  }
  return false;
}
//# sourceMappingURL=unit-set.js.map
