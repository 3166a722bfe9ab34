import { afterLoop, afterUnit, merged, scattered, START, ways } from './front.js';
import { mostPaths } from './most-paths.js';
import { Risk } from './risk.js';
import { maxLength, mirrored, Shapes } from './shape.js';
import { EMPTY, some } from './tree.js';
import { ANY_UNIT, intersects } from './unit-set.js';
/** The check itself must not stall the process either. Counted are the parts it passes and the ranges it carries along. */
const MAX_EFFORT = 100_000;
/** Follows a backtracking engine through a tree and adds up what it can cost at most. See `workBound`. */
export class WorkMeter {
  groups;
  units;
  limit;
  shapes = new Shapes();
  lengths = new Map();
  rounds = new Map();
  work = 0;
  effort = 0;
  constructor(groups, units, limit) {
    this.groups = groups;
    this.units = units;
    this.limit = limit;
  }
  /** The steps of trying the tree at one place. Throws `Risk`. */
  measure(tree) {
    return this.alone(tree).work;
  }
  alone(tree) {
    const known = this.rounds.get(tree);
    if (known !== undefined) return known;
    const before = this.work;
    this.work = 0;
    const front = this.after(tree, START);
    const round = { work: this.work, front };
    this.work = before;
    this.rounds.set(tree, round);
    return round;
  }
  spend(work) {
    this.work += work;
    if (this.work > this.limit) throw new Risk(`it could take too many steps over ${this.units} units of text`);
  }
  after(tree, front) {
    this.effort += 1 + front.loose.length;
    if (this.effort > MAX_EFFORT) throw new Risk('it is too large to be checked');
    switch (tree.kind) {
      case 'empty':
        return front;
      case 'unit':
        this.spend(ways(front));
        return afterUnit(front, tree.set, intersects(front.loose, tree.set));
      case 'edge':
        this.spend(ways(front));
        return front;
      case 'sequence':
        return tree.parts.reduce((reached, part) => this.after(part, reached), front);
      case 'choice':
        return this.afterChoice(tree.options, front);
      case 'repeat':
        return this.afterRepeat(tree, front);
      case 'look':
        this.spend(ways(front) * (1 + this.measure(tree.behind ? mirrored(tree.body) : tree.body)));
        return front;
      case 'reference':
        return this.afterReference(tree.groups, front);
    }
  }
  afterChoice(options, front) {
    const reached = options.map((tree) => ({ tree, front: this.after(tree, front) }));
    const paths =
      front.width === 1
        ? mostPaths(reached.map((option) => ({ ...this.shapes.of(option.tree), paths: option.front.paths })))
        : reached.reduce((sum, option) => sum + option.front.paths, 0);
    return reached.reduce((all, option) => merged(all, option.front, paths), { ...START, paths });
  }
  afterReference(groups, front) {
    const length = groups.reduce((most, group) => Math.max(most, this.lengthOf(group)), 0);
    this.spend(ways(front) * (1 + Math.min(this.units, length)));
    // Two ways can come to the same place from here, having captured different texts. What an endless repetition has
    // left open stays open, whatever comes next.
    const apart = scattered(front);
    return front.open ? { ...apart, loose: ANY_UNIT, last: ANY_UNIT, open: true } : apart;
  }
  lengthOf(group) {
    let length = this.lengths.get(group);
    if (length === undefined) {
      length = maxLength(this.groups.get(group) ?? EMPTY);
      this.lengths.set(group, length);
    }
    return length;
  }
  afterRepeat(tree, front) {
    const body = { tree: tree.body, ...this.shapes.of(tree.body) };
    // Engines drop the repetition of what can never consume anything, however far it counts.
    if (body.nullable && body.units.length === 0) return this.after(tree.body, front);
    const once = this.alone(tree.body);
    const single = isSingle(body, once.front);
    if (tree.max === Infinity) this.checkEndless(tree.body, body, single);
    if (single) {
      const looped = this.looped(tree, body, once, front);
      if (looped !== undefined) return looped;
    }
    return this.unrolled(tree, body, front);
  }
  checkEndless(tree, body, single) {
    if (body.nullable) throw new Risk('it repeats without end what may be empty');
    if (some(tree, isEndless)) throw new Risk('it repeats without end what repeats without end');
    if (some(tree, isReference)) throw new Risk('it repeats without end a reference to a group');
    if (!single) throw new Risk('it repeats without end what can match in more than one way');
  }
  /** The repetition as a loop; `undefined` if one that has an end may run over the same text from two places. */
  looped({ min, max }, body, once, front) {
    const onlyForemost = !intersects(front.loose, body.first);
    if (!onlyForemost && intersects(front.last, body.units)) {
      if (max !== Infinity) return undefined;
      if (front.open) throw new Risk('two of its endless repetitions can take the same text');
      return this.looped({ min, max }, body, once, scattered(front));
    }
    // The first round is tried everywhere; every further one follows one that took some of the text.
    this.after(body.tree, front);
    const further = Math.min(this.units, (onlyForemost ? 1 : front.width) * (max - 1));
    this.spend(front.paths * further * once.work);
    return afterLoop(front, { min, max, body, ends: once.front.width, onlyForemost }, this.units + 1);
  }
  /** The repetition written out, for what has an end. */
  unrolled(tree, body, front) {
    // A text has no room for more rounds that consume something; rounds that do not are counted by engines all the same.
    if (body.nullable && tree.min > this.units) throw new Risk('it counts too far');
    let reached = front;
    for (let round = 0; round < Math.min(tree.min, this.units + 1); round++) reached = this.after(tree.body, reached);
    let all = reached;
    for (let round = tree.min; round < Math.min(tree.max, this.units + 1); round++) {
      reached = this.after(tree.body, reached);
      all = merged(all, reached, all.paths + reached.paths);
    }
    return all;
  }
}
/** Whether a body that begins at one place can only end at one: the one where it can begin again. */
function isSingle(body, after) {
  return !body.nullable && after.paths === 1 && !intersects(after.loose, body.first);
}
function isEndless(tree) {
  return tree.kind === 'repeat' && tree.max === Infinity;
}
function isReference(tree) {
  return tree.kind === 'reference';
}
//# sourceMappingURL=work-meter.js.map
