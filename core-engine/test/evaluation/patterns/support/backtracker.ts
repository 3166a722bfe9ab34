import type { Parsed } from '#src/evaluation/patterns/parse.js';
import { maxLength } from '#src/evaluation/patterns/shape.js';
import type { Tree } from '#src/evaluation/patterns/tree.js';
import { contains } from '#src/evaluation/patterns/unit-set.js';

type Go = (at: number) => boolean;

/**
 * A plain backtracking engine that counts its steps as `WorkMeter` does. It goes on after a match as if it had failed, so
 * the count is the most that any text with this beginning can cost.
 */
export class Backtracker {
  private steps = 0;
  private readonly parsed: Parsed;
  private readonly text: string;
  private readonly numberOf: ReadonlyMap<Tree, number>;
  private readonly captured = new Map<number, string>();

  constructor(parsed: Parsed, text: string) {
    this.parsed = parsed;
    this.text = text;
    this.numberOf = new Map([...parsed.groups].map(([number, tree]) => [tree, number]));
  }

  /** The steps of all tries from one start. */
  stepsFrom(start: number): number {
    this.steps = 0;
    this.captured.clear();
    this.go(this.parsed.root, start, 1, () => false);
    return this.steps;
  }

  private go(tree: Tree, at: number, way: 1 | -1, next: Go): boolean {
    const number = this.numberOf.get(tree);
    if (number === undefined) return this.enter(tree, at, way, next);
    return this.enter(tree, at, way, (end) => {
      const before = this.captured.get(number);
      this.captured.set(number, this.text.slice(Math.min(at, end), Math.max(at, end)));
      if (next(end)) return true;
      if (before === undefined) this.captured.delete(number);
      else this.captured.set(number, before);
      return false;
    });
  }

  private enter(tree: Tree, at: number, way: 1 | -1, next: Go): boolean {
    switch (tree.kind) {
      case 'empty':
        return next(at);
      case 'unit': {
        this.steps++;
        const index = way === 1 ? at : at - 1;
        const inside = index >= 0 && index < this.text.length;
        return inside && contains(tree.set, this.text.charCodeAt(index)) && next(at + way);
      }
      case 'edge':
        this.steps++;
        return this.holds(tree.edge, at) && next(at);
      case 'sequence':
        return this.goAll(way === 1 ? tree.parts : tree.parts.toReversed(), at, way, next);
      case 'choice':
        return tree.options.some((option) => this.go(option, at, way, next));
      case 'repeat':
        return this.goRound(tree, tree.min, tree.max, at, way, next);
      case 'look':
        this.steps++;
        this.go(tree.body, at, tree.behind ? -1 : 1, () => false);
        // Whether it is negated is not in the tree; with one of the answers the engine goes on.
        return next(at);
      case 'reference':
        return this.compare(tree.groups, at, way, next);
    }
  }

  private goAll(parts: readonly Tree[], at: number, way: 1 | -1, next: Go): boolean {
    const [first, ...others] = parts;
    if (first === undefined) return next(at);
    return this.go(first, at, way, (end) => this.goAll(others, end, way, next));
  }

  private goRound(
    tree: Extract<Tree, { kind: 'repeat' }>,
    min: number,
    max: number,
    at: number,
    way: 1 | -1,
    next: Go,
  ): boolean {
    // V8 drops such a repetition.
    if (maxLength(tree.body) === 0) return tree.min === 0 ? next(at) : this.go(tree.body, at, way, next);
    const again = (): boolean =>
      max > 0 &&
      this.go(tree.body, at, way, (end) => {
        if (min === 0 && end === at) return false;
        return this.goRound(tree, Math.max(0, min - 1), max - 1, end, way, next);
      });
    return again() || (min === 0 && next(at));
  }

  private compare(groups: readonly number[], at: number, way: 1 | -1, next: Go): boolean {
    const wanted = groups.map((group) => this.captured.get(group)).find((capture) => capture !== undefined) ?? '';
    this.steps += 1 + wanted.length;
    const from = way === 1 ? at : at - wanted.length;
    return from >= 0 && this.text.startsWith(wanted, from) && next(at + way * wanted.length);
  }

  private holds(edge: 'start' | 'end' | 'word' | 'inside', at: number): boolean {
    const isWord = (index: number): boolean => /^\w/.test(this.text.charAt(index));
    switch (edge) {
      case 'start':
        return at === 0;
      case 'end':
        return at === this.text.length;
      case 'word':
        return isWord(at - 1) !== isWord(at);
      case 'inside':
        return isWord(at - 1) === isWord(at);
    }
  }
}
