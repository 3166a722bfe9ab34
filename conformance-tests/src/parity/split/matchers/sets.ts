import type { Random } from '../../random.js';
import type { MatcherKind } from './kind.js';

const elements = ['a', 'b', 'c', 'd', '1', '2.5', 'true', 'null', 'ñ', '🚀', ''] as const;

/** The matchers that compare a list with another. */
export const setKinds: readonly MatcherKind[] = [
  'EQUAL_TO_SET',
  'CONTAINS_ANY_OF_SET',
  'CONTAINS_ALL_OF_SET',
  'PART_OF_SET',
].map((type) => ({
  name: type,
  attributes: ['tags', 'roles'],
  onKey: 0.04,
  make: (random) => ({ matcherType: type, whitelistMatcherData: { whitelist: operandOf(random) } }),
  aim: (random, matcher) => near(random, matcher.whitelistMatcherData?.whitelist ?? []),
}));

function operandOf(random: Random): string[] {
  const list: string[] = random.some(elements, 1, 4);
  if (random.chance(0.03)) return [];
  return random.chance(0.05) ? [...list, ...list.slice(0, 1)] : list;
}

function near(random: Random, operand: readonly string[]): unknown {
  if (random.chance(0.08))
    return random.pick<unknown>([[], new Set(), operand[0], operand.join(','), null, true, {}, 5]);
  const list = random.weighted<() => readonly string[]>([
    [7, () => random.shuffled(operand)],
    [2, () => operand.slice(1)],
    [2, () => [...operand, random.pick(elements)]],
    [1, () => [...operand, ...operand]],
    [3, () => random.some(elements, 1, 3)],
    [1, () => operand.slice(0, 1)],
  ])();
  if (random.chance(0.15)) return list.map(valueOf);
  if (random.chance(0.03)) return [...list.slice(1), random.pick<unknown>([list.slice(0, 1), { a: 1 }, undefined])];
  return random.chance(0.12) ? new Set(list) : list;
}

/** The value that a text stands for, if it stands for one. */
function valueOf(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'null') return null;
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
