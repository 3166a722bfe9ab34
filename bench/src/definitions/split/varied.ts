import { Script } from 'node:vm';
import { SEGMENT, type Closure } from './measured.js';
import { countries, devices, languages, plans, versions } from '../users.js';
import { between, flag, half, matcher, number, on, oneOf, rule, segment, type Flag, type Matcher } from './wire.js';

export const VARIED = 600;

/** One condition, and the expression one would write for it. `n` is another number for each use. */
type Kind = (n: number) => { readonly matcher: Matcher; readonly expression: string };

const text = JSON.stringify;
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

const kinds: readonly Kind[] = [
  (n) => word('plan', [pick(plans, n)]),
  (n) => word('country', [pick(countries, n), pick(countries, n + 3)]),
  (n) => word('language', languages.slice(n % 4)),
  (n) => word('device', [pick(devices, n)], true),
  (n) => part('STARTS_WITH', 'startsWith', `person.${n % 10}`),
  (n) => part('ENDS_WITH', 'endsWith', n % 2 === 0 ? '.org' : '.com'),
  (n) => part('CONTAINS_STRING', 'includes', `${n % 10}@`),
  (n) => order('GREATER_THAN_OR_EQUAL_TO', 'age', '>=', 18 + (n % 50)),
  (n) => order('LESS_THAN_OR_EQUAL_TO', 'score', '<=', 300 + (n % 600)),
  (n) => order('EQUAL_TO', 'age', '===', 18 + (n % 60)),
  (n) => ({
    matcher: matcher('BETWEEN', 'score', between(n % 500, (n % 500) + 300)),
    expression: `user.score >= ${n % 500} && user.score <= ${(n % 500) + 300}`,
  }),
  (n) => ({
    matcher: matcher('EQUAL_TO_BOOLEAN', 'beta', { booleanMatcherData: n % 2 === 0 }),
    expression: `user.beta === ${n % 2 === 0}`,
  }),
  (n) => ({
    matcher: matcher('MATCHES_STRING', 'email', { stringMatcherData: `^person\\.[0-9]*${n % 10}@` }),
    expression: `/^person\\.[0-9]*${n % 10}@/.test(user.email)`,
  }),
  (n) => ({
    matcher: matcher('EQUAL_TO_SEMVER', 'version', { stringMatcherData: pick(versions, n) }),
    expression: `user.version === ${text(pick(versions, n))}`,
  }),
  (n) => roles('CONTAINS_ANY_OF_SET', n % 2 === 0 ? ['admin'] : ['editor'], 'some'),
  (n) => roles('CONTAINS_ALL_OF_SET', n % 2 === 0 ? ['viewer'] : ['guest'], 'some'),
  (n) => ({
    matcher: matcher(
      'GREATER_THAN_OR_EQUAL_TO',
      'created',
      number(1_600_000_000_000 + (n % 900) * 86_400_000, 'DATETIME'),
    ),
    expression: `user.created >= ${1_600_000_000_000 + (n % 900) * 86_400_000}`,
  }),
  () => ({ matcher: matcher('IN_SEGMENT', null, segment(SEGMENT)), expression: 'people.has(key)' }),
];

/** A flag of one to five conditions; which, follows from its number. */
export function varied(index: number): Flag {
  const partitions = index % 3 === 0 ? half : on;
  return flag(`varied_${index}`, seedOf(index), [
    rule(
      parts(index).map((part) => part.matcher),
      partitions,
      'varied',
    ),
  ]);
}

/**
 * The same by hand: a function of its own for each, as hundreds of flags written by hand would be. `murmur3` and the
 * members of the segment are at hand.
 */
export function variedByHand(
  index: number,
  people: ReadonlySet<string>,
  murmur3: (key: string, seed: number) => number,
): Closure {
  const condition = parts(index)
    .map(({ expression }) => `(${expression})`)
    .join(' && ');
  const answer = index % 3 === 0 ? `murmur3(key, ${seedOf(index)}) % 100 < 50 ? 'on' : 'off'` : `'on'`;
  const source = `(people, murmur3) => (key, user) => ${condition} ? (${answer}) : 'off'`;
  const make = new Script(source, { filename: `varied-${index}.js` }).runInThisContext() as (
    ...tools: unknown[]
  ) => Closure;
  return make(people, murmur3);
}

function parts(index: number): ReturnType<Kind>[] {
  return Array.from({ length: 1 + (index % 5) }, (_, at) =>
    (kinds[(index * 7 + at * 5) % kinds.length] as Kind)(index + at * 31),
  );
}

function seedOf(index: number): number {
  return Math.imul(index + 77, 0x85ebca6b);
}

function word(attribute: string, words: readonly string[], negate = false): ReturnType<Kind> {
  const equal = words.map((one) => `user.${attribute} === ${text(one)}`).join(' || ');
  return {
    matcher: matcher('WHITELIST', attribute, oneOf(words), negate),
    expression: negate ? `!(${equal})` : `(${equal})`,
  };
}

function part(type: string, method: string, operand: string): ReturnType<Kind> {
  return { matcher: matcher(type, 'email', oneOf([operand])), expression: `user.email.${method}(${text(operand)})` };
}

function order(type: string, attribute: string, operator: string, operand: number): ReturnType<Kind> {
  return { matcher: matcher(type, attribute, number(operand)), expression: `user.${attribute} ${operator} ${operand}` };
}

function roles(type: string, wanted: readonly string[], method: string): ReturnType<Kind> {
  const expression = `user.roles.${method}((role) => role === ${text(wanted[0])})`;
  return { matcher: matcher(type, 'roles', oneOf(wanted)), expression };
}
