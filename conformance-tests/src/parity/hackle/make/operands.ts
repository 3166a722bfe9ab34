import type { ValueType } from '@polyflag/hackle-provider/internal';
import type { Random } from '../../random.js';

/** What conditions compare with, by value type: each with some that are none of the type. */
const operands: Readonly<Record<ValueType, readonly unknown[]>> = {
  STRING: [
    'GOLD',
    'gold',
    'a',
    'ab',
    'abc',
    'zz',
    'größe',
    '한국어',
    '🚀',
    ' ',
    '',
    '12',
    '1.5',
    'true',
    12,
    1.5,
    true,
  ],
  JSON: ['{"a":1}', '{"a":', 'a', 'ab', '[1]', '12', 12, false],
  NUMBER: [
    0,
    1,
    5,
    18,
    18.5,
    -3,
    1e21,
    0.1,
    '18',
    '-3',
    '5.0',
    '1e1',
    ' 18 ',
    'abc',
    '',
    '0x12',
    true,
    '1_0',
    '.5',
    '5.',
  ],
  BOOLEAN: [true, false, true, false, 'true', 'false', 'TRUE', '', 1, 0],
  VERSION: [
    '1.0.0',
    '1',
    '1.2',
    '1.2.3',
    '1.10.0',
    '2.0.0-alpha',
    '2.0.0-alpha.1',
    '2.0.0-beta.2',
    '2.0.0-beta.11',
    '2.0.0',
    '2.0.0+build',
    '0.0.1',
    '0.1',
    '9.9.9',
    '10',
    '01.2.3',
    'v1.2.3',
    '1.2.3.4',
    ' 1.2.3',
    '',
    1,
    1.2,
  ],
};

/** One operand of a type, mostly a usual one. */
export function operandOf(random: Random, type: ValueType): unknown {
  return random.pick(operands[type]);
}

/** The operands of a condition. */
export function operandsOf(random: Random, type: ValueType): unknown[] {
  return random.some(operands[type], random.chance(0.03) ? 0 : 1, 3);
}
