import { showSet } from './surrogates.js';
import { some, startsAtStart, type Tree } from './tree.js';
import type { UnitSet } from './unit-set.js';

/** The highest count that re2 takes. */
const MAX_COUNT = 1000;

/**
 * Steps of re2's program, roughly. Time is at worst their number times the length of the text, so it is kept well below
 * what re2 takes.
 */
const MAX_STEPS = 3000;

/** For lists of fixed texts, which get long: tied to the start and without repetitions, no step is taken twice. */
const MAX_STEPS_OF_LIST = 20_000;

/** A step over a set costs more the more ranges the set has. */
const RANGES_PER_STEP = 10;

/** Why re2 cannot run an expression. */
export class Untranslatable extends Error {}

/**
 * The expression in re2's syntax, matching the same texts (as `showText` shows them); `undefined` if it matches no text
 * at all. Throws `Untranslatable`.
 *
 * Nothing is left to re2's own notion of a letter class, a line or a case: sets are spelled out and all else is escaped.
 */
export function translate(tree: Tree): string | undefined {
  const isList = startsAtStart(tree) && !some(tree, (part) => part.kind === 'repeat');
  if (steps(tree) > (isList ? MAX_STEPS_OF_LIST : MAX_STEPS)) throw new Untranslatable('it is too large');
  return write(tree);
}

/** What the tree costs in re2's program, where counted repetitions are written out. */
function steps(tree: Tree): number {
  switch (tree.kind) {
    case 'empty':
    case 'edge':
      return 1;
    case 'unit':
      return 1 + Math.floor(tree.set.length / RANGES_PER_STEP);
    case 'sequence':
      return tree.parts.reduce((sum, part) => sum + steps(part), 0);
    case 'choice':
      return tree.options.reduce((sum, option) => sum + 1 + steps(option), 0);
    case 'repeat':
      return Math.max(1, tree.max === Infinity ? tree.min : tree.max) * (1 + steps(tree.body));
    case 'look':
      throw new Untranslatable('it looks ahead or behind');
    case 'reference':
      throw new Untranslatable('it refers back to a group');
  }
}

function write(tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'empty':
      return '';
    case 'unit':
      return writeSet(tree.set);
    case 'sequence': {
      const parts = tree.parts.map(write);
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    case 'choice': {
      const options = tree.options.map(write).filter((option) => option !== undefined);
      return options.length === 0 ? undefined : `(?:${options.join('|')})`;
    }
    case 'repeat':
      return writeRepeat(write(tree.body), tree.min, tree.max);
    case 'edge':
      return { start: '\\A', end: '\\z', word: '\\b', inside: '\\B' }[tree.edge];
    case 'look':
    case 'reference':
      // `steps` has been here before and has thrown.
      return undefined;
  }
}

function writeRepeat(body: string | undefined, min: number, max: number): string | undefined {
  // What cannot match can still be repeated no times.
  if (body === undefined) return min === 0 ? '' : undefined;
  if (body === '') return '';
  if (min > MAX_COUNT || (max > MAX_COUNT && max !== Infinity)) throw new Untranslatable('it counts too far');
  return `(?:${body})${quantifier(min, max)}`;
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function writeSet(set: UnitSet): string | undefined {
  const ranges = showSet(set);
  const [first, ...others] = ranges;
  if (first === undefined) return undefined;
  if (others.length === 0 && first[0] === first[1]) return writeCharacter(first[0]);
  return `[${ranges.map(([low, high]) => `${writeCharacter(low)}-${writeCharacter(high)}`).join('')}]`;
}

function writeCharacter(code: number): string {
  const character = String.fromCodePoint(code);
  return /^[0-9A-Za-z]$/.test(character) ? character : `\\x{${code.toString(16)}}`;
}
