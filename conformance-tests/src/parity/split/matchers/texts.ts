import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import { knownKeys } from '../keys.js';
import type { MatcherKind } from './kind.js';

const operands = [
  'ana',
  'Ana',
  'ab',
  'b',
  'user-1',
  'ñ',
  '日本',
  '🚀',
  'é',
  'true',
  '12',
  '1.5',
  'a,b',
  ',',
  ' ',
  'z',
] as const;

/** The matchers that compare a text with those of a list. */
export const textKinds: readonly MatcherKind[] = [
  listKind('WHITELIST', (operand) => operand),
  listKind('STARTS_WITH', (operand) => `${operand}tail`),
  listKind('ENDS_WITH', (operand) => `head${operand}`),
  listKind('CONTAINS_STRING', (operand) => `head${operand}tail`),
];

function listKind(type: string, hit: (operand: string) => string): MatcherKind {
  return {
    name: type,
    attributes: ['city', 'plan', 'email'],
    onKey: 0.3,
    make: (random) => ({ matcherType: type, whitelistMatcherData: { whitelist: listOf(random) } }),
    aim: (random, matcher) => near(random, textFor(random, matcher), hit),
  };
}

function listOf(random: Random): string[] {
  if (random.chance(0.04)) return [];
  const list: string[] = random.some([...operands, ...knownKeys], 1, 5);
  if (random.chance(0.04)) list.push('');
  if (random.chance(0.2)) list.push(random.pick(['[object', 'Invalid Date', 'e']));
  return list;
}

function textFor(random: Random, matcher: MatcherWire): string {
  const list = matcher.whitelistMatcherData?.whitelist ?? [];
  return list.length === 0 || random.chance(0.1) ? random.pick(operands) : random.pick(list);
}

function near(random: Random, operand: string, hit: (operand: string) => string): unknown {
  return random.weighted<() => unknown>([
    [6, () => operand],
    [5, () => hit(operand)],
    [1, () => `head${operand}`],
    [1, () => `${operand}tail`],
    [1, () => operand.slice(1)],
    [1, () => operand.slice(0, -1)],
    [1, () => otherCase(operand)],
    [2, () => random.pick(operands)],
    [1, () => operand.split(',')],
    [1, () => operand.split(',').map(valueOf)],
    [1, () => valueOf(operand)],
    [3, () => random.pick<unknown>([new Date(NaN), new Set([operand]), new Map([[operand, 1]]), { operand }, -0])],
  ])();
}

function otherCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}

/** The value that the text stands for, if it stands for one. */
function valueOf(text: string): unknown {
  if (text === 'true') return true;
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
