import { Risk } from './risk.js';
import { startsAtStart } from './tree.js';
import { WorkMeter } from './work-meter.js';
/**
 * An upper bound of the steps (units, edges and look-arounds tried) that a backtracking engine needs to answer for any
 * text of at most `units` units. Throws `Risk` where there is none worth having:
 *
 * - an endless repetition whose body has another one, may be empty, can match in more than one way, or refers back;
 * - an endless repetition after another when both can take the same stretch of text, so that the border between them
 *   can be shifted: nothing between them that must be there keeps them apart;
 * - more than `limit` steps. Counted repetitions are not forbidden, they add up here, as do the places where a
 *   look-around is tried again, the comparisons of a reference, and the starts of an expression not tied to the start.
 */
export function workBound(parsed, units, limit) {
  const perStart = new WorkMeter(parsed.groups, units, limit).measure(parsed.root);
  const work = startsAtStart(parsed.root) ? perStart + units : perStart * (units + 1);
  if (work > limit) throw new Risk(`it could take too many steps over ${units} units of text`);
  return work;
}
//# sourceMappingURL=work-bound.js.map
