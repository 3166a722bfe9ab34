import type { MatcherKind } from './kind.js';

/** Regular expressions, each with texts around it. */
const expressions: readonly (readonly [source: string, texts: readonly string[]])[] = [
  ['b+', ['abbc', 'ac', 'B']],
  ['^ana$', ['ana', 'ana\n', 'anab', 'Ana']],
  ['^(ab|cd){2,3}$', ['abcd', 'ab', 'cdcdcd', 'abcdabcd']],
  ['\\d{3}', ['ab123', '12', '１２３', 'x0001']],
  ['^\\w+@\\w+\\.(com|example)$', ['a@b.example', 'a@b.org', 'ñ@b.com', 'joe@shop.com']],
  ['[^a-z]', ['abc', 'aBc', 'ab c', 'é']],
  ['^.$', ['a', '🚀', '日', 'ab', '\n']],
  ['^..$', ['🚀', 'ab', 'a']],
  ['^a.c$', ['abc', 'a\nc', 'a\u2028c', 'a🚀c']],
  ['\\bana\\b', ['ana', 'x ana y', 'anab', 'ñana', '-ana-']],
  ['\\Bna', ['ana', 'na', ' na']],
  ['\\s', ['a b', 'a\u00a0b', 'a\u3000b', 'ab', '\ufeff']],
  ['^\\S+$', ['ab', 'a b', '日本', '\u2003']],
  ['(a)(b)?\\1', ['aba', 'aa', 'ab', 'ba']],
  ['^(?=.*\\d)(?=.*[a-z]).{3,}$', ['a1b', 'abc', '123', 'a1']],
  ['^(?!user-)', ['user-1', 'ana', 'a user-1']],
  ['(?<=\\$)\\d+', ['$12', '12', '€12']],
  ['(?<!x)y', ['y', 'xy', 'xyy']],
  ['a{,2}', ['a{,2}', 'aa', 'a']],
  ['\\u00f1|\\xe9', ['ñandú', 'mixé', 'n', 'E']],
  ['[\\u4e00-\\u9fff]', ['日本語', 'abc', 'ひらがな']],
  ['🚀', ['🚀 rocket', '\ud83d', 'rocket']],
  ['[🚀]', ['🚀', '\ud83d\udc00', 'x']],
  ['^\\p{L}$', ['p{L}', 'L', 'a']],
  ['(?i)ana', ['ana', 'ANA', '(?i)ana']],
  ['(', ['(', 'a']],
  ['[', ['[', 'a']],
  ['*a', ['*a', 'a']],
  ['', ['a', '日']],
  ['$', ['a', 'b\n']],
  ['^true$', ['true', 'True', 'xtrue']],
  ['^12$', ['12', '012', '12.0']],
  ['a|', ['b', 'a']],
  ['[]', ['a', '[]']],
  ['[^]', ['a', '\n']],
  ['^(a+)+$', ['aaa', 'aab', 'b']],
  ['^(?:x*)*y', ['xxy', 'xx', 'y']],
];

/** Expressions that could run for a very long time; over texts this short they cannot. */
export const refusedExpressions: readonly (readonly [source: string, texts: readonly string[]])[] = [
  ['^(?=(a+)+$)a', ['aaa', 'aab', 'a', 'b']],
  ['^(a*)*\\1b', ['aab', 'b', 'aac', 'ab']],
  ['(?!(b*)*x)y', ['y', 'xy', 'bby', 'yx']],
];

/** The matcher that searches a text by a regular expression. */
export const patternKinds: readonly MatcherKind[] = [
  {
    name: 'MATCHES_STRING',
    attributes: ['city', 'plan', 'email'],
    onKey: 0.2,
    make: (random) => ({
      matcherType: 'MATCHES_STRING',
      stringMatcherData: random.pick(random.chance(0.12) ? refusedExpressions : expressions)[0],
    }),
    aim: (random, { stringMatcherData: source }) => {
      if (random.chance(0.08)) return random.pick<unknown>([12, true, ['ana'], '']);
      const known = [...expressions, ...refusedExpressions].find(([expression]) => expression === source);
      return random.pick(known?.[1] ?? ['ana']);
    },
  },
];
