import type { Tree } from '#src/evaluation/patterns/tree.js';
import type { Random } from './random.js';

const PIECES = [
  ...'a a b b c A B k K s S 1 9 _ - . ! \\ u { ]'.split(' '),
  ...[' ', '\n', '\r', '\u2028', '\u2029', '\v', '\t', '\0', '\b', '\x01', '\x1f', '\x7f', '\x85', '\u00a0', '\ufeff'],
  ...'é É ſ ß ẞ σ ς Σ İ i ı ǅ ǆ Я я µ μ 漢 \u212a \ue000 \ufffd \uffff'.split(' '),
  ...'😀 \ud83d \ude00 \udfff \ud800 \u{10d83d} \u{10ffff} \u{1d7d8}'.split(' '),
];

const SHORT = 10;
const LONG = 300;

/** Texts of all kinds to try an expression on: short ones, because the other side of the comparison backtracks. */
export function textsFor(random: Random, tree: Tree | undefined, count: number): string[] {
  return Array.from({ length: count }, () => {
    const noise = (): string => random.list(0, 3, () => random.pick(PIECES)).join('');
    if (tree === undefined || random.oneIn(3)) return (noise() + noise()).slice(0, SHORT);
    // Most random texts match nothing: a text made after the expression often does.
    const made = sample(tree, random, SHORT);
    const around = random.oneIn(2) ? made : noise() + made + noise();
    return (random.oneIn(4) ? damaged(around, random) : around).slice(0, SHORT);
  });
}

/** A longer text, for expressions that a backtracking engine is known to finish; re2 takes other ways through these. */
export function longTextFor(random: Random, tree: Tree): string {
  const made = random.list(10, 40, () => damaged(sample(tree, random, SHORT), random)).join('');
  return (made + random.list(10, LONG, () => random.pick(PIECES)).join('')).slice(0, LONG);
}

function damaged(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(PIECES) + text.slice(at + random.below(2));
}

/** A text that the tree matches, if its edges and look-arounds allow. */
function sample(tree: Tree, random: Random, most: number): string {
  switch (tree.kind) {
    case 'unit': {
      const [low, high] = tree.set.length === 0 ? [0x21, 0x21] : random.pick(tree.set);
      return String.fromCharCode(random.pick([low, high, low + random.below(high - low + 1)]));
    }
    case 'sequence':
      return tree.parts.map((part) => sample(part, random, most)).join('');
    case 'choice':
      return sample(random.pick(tree.options), random, most);
    case 'repeat': {
      const times = Math.min(tree.max, tree.min + random.below(3), most);
      return Array.from({ length: times }, () => sample(tree.body, random, most)).join('');
    }
    case 'empty':
    case 'edge':
    case 'look':
    case 'reference':
      return '';
  }
}
