import { ANY_UNIT, NO_UNIT, unitSet } from './unit-set.js';
const CONSUMES_NOTHING = { nullable: true, first: NO_UNIT, last: NO_UNIT, units: NO_UNIT };
// What a group has captured is not known here.
const CONSUMES_ANYTHING = { nullable: true, first: ANY_UNIT, last: ANY_UNIT, units: ANY_UNIT };
/** Gives the shapes of trees, each computed once. */
export class Shapes {
  known = new Map();
  of(tree) {
    let shape = this.known.get(tree);
    if (shape === undefined) {
      shape = this.compute(tree);
      this.known.set(tree, shape);
    }
    return shape;
  }
  compute(tree) {
    switch (tree.kind) {
      case 'empty':
      case 'edge':
      case 'look':
        return CONSUMES_NOTHING;
      case 'reference':
        return CONSUMES_ANYTHING;
      case 'unit':
        return { nullable: false, first: tree.set, last: tree.set, units: tree.set };
      case 'sequence':
        return this.ofSequence(tree.parts);
      case 'choice':
        return this.ofChoice(tree.options);
      case 'repeat': {
        const body = this.of(tree.body);
        return tree.min === 0 ? { ...body, nullable: true } : body;
      }
    }
  }
  ofSequence(parts) {
    const first = [];
    const units = [];
    let last = [];
    let nullable = true;
    for (const part of parts) {
      const shape = this.of(part);
      if (nullable) first.push(shape.first);
      if (!shape.nullable) last = [];
      last.push(shape.last);
      units.push(shape.units);
      nullable &&= shape.nullable;
    }
    return { nullable, first: unionOf(first), last: unionOf(last), units: unionOf(units) };
  }
  ofChoice(options) {
    const shapes = options.map((option) => this.of(option));
    return {
      nullable: shapes.some((shape) => shape.nullable),
      first: unionOf(shapes.map((shape) => shape.first)),
      last: unionOf(shapes.map((shape) => shape.last)),
      units: unionOf(shapes.map((shape) => shape.units)),
    };
  }
}
function unionOf(sets) {
  return unitSet(sets.flat());
}
/** The most units that a match can consume. */
export function maxLength(tree) {
  switch (tree.kind) {
    case 'empty':
    case 'edge':
    case 'look':
      return 0;
    case 'unit':
      return 1;
    case 'sequence':
      return tree.parts.reduce((sum, part) => sum + maxLength(part), 0);
    case 'choice':
      return tree.options.reduce((most, option) => Math.max(most, maxLength(option)), 0);
    case 'repeat': {
      const body = maxLength(tree.body);
      // Nothing repeated forever is still nothing, and not a number to JavaScript.
      return body === 0 ? 0 : body * tree.max;
    }
    case 'reference':
      return Infinity;
  }
}
/** The tree as an engine reads it that goes from right to left, which is how it looks behind. */
export function mirrored(tree) {
  switch (tree.kind) {
    case 'sequence':
      return { kind: 'sequence', parts: tree.parts.map(mirrored).toReversed() };
    case 'choice':
      return { kind: 'choice', options: tree.options.map(mirrored) };
    case 'repeat':
      return { ...tree, body: mirrored(tree.body) };
    case 'empty':
    case 'unit':
    case 'edge':
    case 'look':
    case 'reference':
      return tree;
  }
}
//# sourceMappingURL=shape.js.map
