import type { Random } from '../random.js';

/** Values of filters and properties that meet each other often enough. */
export const texts = [
  '',
  'paris',
  'Paris',
  'PARIS',
  'new york',
  'true',
  'FALSE',
  '5',
  '5.0',
  '1e1',
  '0x5',
  ' 5 ',
  '(none)',
  'größe',
  '🎉',
  'pp',
];
export const numbers = ['0', '5', '-3', '7.5', '1e3', 'Infinity', 'five', ''];
export const versions = [
  '1.2',
  '1.2.3',
  '1.2.3-beta',
  '1.2.3-beta.10',
  '1.2.3-beta.2',
  '01.2',
  '1.10.0',
  '2.0.0-',
  '1',
  '1.2.3.4',
  'v1.2',
];
export const patterns = [
  '^pa',
  'is$',
  'a|b',
  '[0-9]+',
  '\\d{2,}',
  '.',
  'Par(is)?',
  '^$',
  '🎉',
  '\\bnew\\b',
  '(?<city>paris)',
  '(p+)+\\1',
  '[',
  '^(a|b)+$',
];
export const elements = ['a', 'b', 'c', 'True', '5', ''];
export const userIds = ['user-1', 'user-2', 'user-3', 'ana', 'Größe', '🎉', '', 'x'.repeat(40)];
export const groupNames = ['acme', 'globex', 'initech'];
export const groupTypes = ['org', 'org name'];
export const cohortIds = ['c1', 'c2', 'c3', 'true'];
export const fields = ['country', 'platform', 'version', 'device_id', 'user_id', 'custom'];
export const properties = ['city', 'age', 'tags', 'version', 'beta', 'nested'];

/** What a property may hold. */
export function anyValue(random: Random): unknown {
  return random.weighted<() => unknown>([
    [8, () => random.pick(texts)],
    [3, () => Number(random.pick(numbers))],
    [3, () => random.pick(versions)],
    [2, () => random.chance(0.5)],
    [5, () => anyList(random)],
    [2, () => JSON.stringify(anyList(random))],
    [1, () => random.pick(['[', '[1', '[]', '["a"', '{"a":1}', '[null]'])],
    [1, () => null],
    [1, () => ({ a: random.pick(texts), list: anyList(random) })],
    [1, () => random.pick([-0, 1e21, 1e-7, 12345678901234567000, 0.1])],
    [1, () => undefined],
  ])();
}

function anyList(random: Random): unknown[] {
  const element = (): unknown =>
    random.weighted<() => unknown>([
      [6, () => random.pick(elements)],
      [2, () => random.pick(texts)],
      [1, () => random.pick<unknown>([null, 5, true, ['a'], { a: 1 }])],
    ])();
  return Array.from({ length: random.int(0, 4) }, element);
}
