import type { Shape } from './shape.js';
import { NO_UNIT, union, type UnitSet } from './unit-set.js';

/**
 * Where a backtracking engine can stand between two parts of an expression, over all the ways it may try them from one
 * start.
 *
 * The ways are sorted into `paths` families of at most `width` ways each. Within a family, no two ways stand at the same
 * place, the text between its start and any of its places is made of units in `loose`, and the unit before each
 * place but the foremost is in `last`. Those two sets tell when a family is down to one place again, and when a
 * repetition cannot run over the same stretch of text from two places.
 */
export interface Front {
  readonly paths: number;
  readonly width: number;
  readonly loose: UnitSet;
  readonly last: UnitSet;
  /** Whether the width comes from a repetition without an end. */
  readonly open: boolean;
}

export const START: Front = { paths: 1, width: 1, loose: NO_UNIT, last: NO_UNIT, open: false };

/** How many ways there are. */
export function ways(front: Front): number {
  return front.paths * front.width;
}

/** The front after one unit of the set. */
export function afterUnit(front: Front, set: UnitSet, meets: boolean): Front {
  // Nothing before the foremost place can be followed by the unit: one place of each family is left.
  if (!meets) return { ...START, paths: front.paths };
  return { ...front, loose: union(front.loose, set), last: set };
}

/** Both fronts, tried one after the other; how many paths that makes depends on why there are two. */
export function merged(a: Front, b: Front, paths: number): Front {
  return {
    paths,
    width: Math.max(a.width, b.width),
    loose: union(a.loose, b.loose),
    last: union(a.last, b.last),
    open: a.open || b.open,
  };
}

/** Every way as a family of its own. */
export function scattered(front: Front): Front {
  return { ...START, paths: ways(front) };
}

/** A repetition of a body that, begun at one place, can only begin again at one. */
export interface Loop {
  readonly min: number;
  readonly max: number;
  readonly body: Shape;
  /** At how many places one round can end. */
  readonly ends: number;
  /** Whether only the foremost place of a family can be followed by the body. */
  readonly onlyForemost: boolean;
}

/** The front after a repetition, in a text of so many places. */
export function afterLoop(front: Front, loop: Loop, places: number): Front {
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
