import { NO_UNIT, union } from './unit-set.js';
export const START = { paths: 1, width: 1, loose: NO_UNIT, last: NO_UNIT, open: false };
/** How many ways there are. */
export function ways(front) {
  return front.paths * front.width;
}
/** The front after one unit of the set. */
export function afterUnit(front, set, meets) {
  // Nothing before the foremost place can be followed by the unit: one place of each family is left.
  if (!meets) return { ...START, paths: front.paths };
  return { ...front, loose: union(front.loose, set), last: set };
}
/** Both fronts, tried one after the other; how many paths that makes depends on why there are two. */
export function merged(a, b, paths) {
  return {
    paths,
    width: Math.max(a.width, b.width),
    loose: union(a.loose, b.loose),
    last: union(a.last, b.last),
    open: a.open || b.open,
  };
}
/** Every way as a family of its own. */
export function scattered(front) {
  return { ...START, paths: ways(front) };
}
/** The front after a repetition, in a text of so many places. */
export function afterLoop(front, loop, places) {
  const { min, max, body, ends, onlyForemost } = loop;
  const added = Math.min(places, (max - min + 1) * ends);
  // All but the foremost place are gone: a family begins anew there.
  if (onlyForemost && min > 0) {
    return { paths: front.paths, width: added, loose: body.units, last: body.last, open: max === Infinity };
  }
  return {
    paths: front.paths,
    width: Math.min(places, onlyForemost ? front.width + added : front.width * added),
    loose: union(front.loose, body.units),
    last: union(front.last, body.last),
    open: front.open || max === Infinity,
  };
}
//# sourceMappingURL=front.js.map
