import type { Random } from './random.js';

const words = (list: string): string[] => list.split(' ');

// Letters that meet each other often, and such whose case is not one to one.
const LETTERS = [...words('a a b b c A B 1 9 _ - é É ſ k s ß σ ς Σ İ ı ǅ Я я \u212a'), ' ', '\u00a0'];
const UNUSUAL = [
  ...words('\ufffd 😀 \ud83d \ude00 \u{10d800} ] } { {,3} {x , / #'),
  '\u2028',
  '\n',
  '\r',
  '\v',
  '\ufeff',
];
const SETS = words(String.raw`\d \D \s \S \w \W`);
const ESCAPES = [
  ...words(String.raw`\n \r \t \v \f \0 \x41 \u0061 \ud83d \ude00 \uD83D\uDE00 \- \. \\ \] \/`),
  ...words(String.raw`\cA \ca \c \c1 \c_ \x4 \u12 \u{2} \8 \9 \1 \12 \141 \400 \08 \p \k \z`),
];
const RANGES = [
  ...words(String.raw`a-c A-z 0-9 !-~ α-я \0-\xff \ud800-\udfff \ud83d-\ue000 \w-a a-\d --0`),
  ...words('\ue000-\uffff \x00-\uffff'),
];
const QUANTIFIERS = words('* + ? *? +? ?? {0} {1} {2} {0,1} {1,2}? {2,3} {1,} {0,}? {2,} {02} {0,0}');
const TOKENS = [
  ...LETTERS.slice(0, 8),
  ...SETS,
  ...ESCAPES,
  ...QUANTIFIERS,
  ...words(String.raw`^ $ . | ( ) [ ] { } (?: (?= (?! (?<= (?<a> \b \B [^ -`),
];

/** Which constructs an expression may have, beside those of plain regular expressions. */
export interface Allowed {
  readonly looks: boolean;
  readonly references: boolean;
}

/** An expression of the grammar; nearly always a valid one. */
export function expression(random: Random, allowed: Allowed, depth = 3): string {
  const options = random.list(1, random.oneIn(3) ? 3 : 1, () => sequence(random, allowed, depth));
  return options.join('|');
}

/** Any string of things that mean something in an expression; seldom a valid one. */
export function tokens(random: Random): string {
  return random.list(0, 8, () => random.pick(TOKENS)).join('');
}

function sequence(random: Random, allowed: Allowed, depth: number): string {
  return random.list(random.oneIn(8) ? 0 : 1, 4, () => term(random, allowed, depth)).join('');
}

function term(random: Random, allowed: Allowed, depth: number): string {
  if (random.oneIn(12)) return random.pick(['^', '$', '\\b', '\\B']);
  if (allowed.looks && depth > 0 && random.oneIn(4)) return group(random, allowed, depth - 1);
  const quantifier = random.oneIn(3) ? random.pick(QUANTIFIERS) : '';
  return atom(random, allowed, depth) + quantifier;
}

function atom(random: Random, allowed: Allowed, depth: number): string {
  const kind = random.below(20);
  if (kind < 9) return random.pick(LETTERS);
  if (kind === 9) return random.pick(UNUSUAL);
  if (kind === 10) return random.pick(SETS);
  if (kind === 11) return random.pick(ESCAPES);
  if (kind === 12) return '.';
  if (kind < 16 || depth === 0) return characterClass(random);
  return group(random, allowed, depth - 1);
}

function group(random: Random, allowed: Allowed, depth: number): string {
  if (allowed.references && random.oneIn(3)) return random.pick(['\\1', '\\2', '\\k<a>']);
  const looks = allowed.looks ? ['(?=', '(?!', '(?<=', '(?<!'] : [];
  const opening = random.pick(['(', '(', '(?:', '(?:', '(?:', ...(random.oneIn(20) ? ['(?<a>'] : []), ...looks]);
  return `${opening}${expression(random, allowed, depth)})`;
}

function characterClass(random: Random): string {
  const items = random.list(random.oneIn(10) ? 0 : 1, 3, () => classItem(random));
  return `[${random.oneIn(3) ? '^' : ''}${items.join('')}]`;
}

function classItem(random: Random): string {
  switch (random.below(6)) {
    case 0:
      return random.pick(SETS);
    case 1:
      return random.pick([...ESCAPES, '\\b', '\\B']);
    case 2:
      return random.pick(RANGES);
    case 3:
      return random.pick(['-', '^', '.', '$', '{', '(', ...UNUSUAL.filter((item) => item !== ']')]);
    default:
      return random.pick(LETTERS);
  }
}
