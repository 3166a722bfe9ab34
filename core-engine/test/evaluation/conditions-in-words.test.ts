import { expect } from 'chai';
import { describe as inWords } from '#src/evaluation/explain.js';
import type { Condition } from '#src/evaluation/program.js';
import { always, isOn, never, test } from './support/world.js';

describe('evaluation: conditions in words', () => {
  const bucket = { space: 'unit', hash: 'murmur3', of: { from: 'bucketing-key' } } as const;
  const rows: [condition: Condition, words: string][] = [
    [always, 'always'],
    [never, 'never'],
    [{ if: 'guard', of: never }, 'guard'],
    [{ if: 'not', of: { if: 'any', of: [] } }, 'not any'],
    [isOn('f', { negate: true }), 'flag "f" has variant not in ["on"]'],
    [isOn('f', { take: 'id', in: [1, null] }), 'flag "f" has id in [1, null]'],
    [isOn('f', { operator: 'starts-with', as: 'text', in: ['o'] }), 'flag "f" has variant starts-with ["o"] as text'],
    [
      {
        if: 'bucket',
        bucket,
        ranges: [
          { from: 0, to: 0.5 },
          { from: 0.7, to: 1 },
        ],
      },
      'unit bucket of bucketing key in 0..0.5, 0.7..1',
    ],
    [test({ from: 'path', path: ['user', 'plan'] }, 'present', 'any'), 'user.plan present [] as any'],
    [test({ from: 'result', flag: 'f', path: ['value'] }, 'in', 'any', 1), 'result of "f" value in [1] as any'],
    [test({ from: 'constant', value: { a: 1 } }, 'present', 'any'), '{"a":1} present [] as any'],
    [test({ from: 'extra', name: 'age' }, 'in', 'number', 1, 2, 3, 4, 5), 'extra age in [1, 2, 3, 4, 5] as number'],
    [
      test({ from: 'identifier', name: 'id' }, 'in', 'number', 1, 2, 3, 4, 5, 6),
      'identifier id in [1, 2, 3, 4, 5, … 6 in all] as number',
    ],
  ];
  for (const [condition, words] of rows) {
    it(words, () => {
      expect(inWords(condition)).to.equal(words);
    });
  }
});
