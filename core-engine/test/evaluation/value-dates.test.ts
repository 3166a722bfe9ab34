import { expect } from 'chai';
import type { ValueTypeName } from '#src/evaluation/program.js';
import { coercion, operandCoercion } from '#src/evaluation/values.js';

const noon = Date.UTC(2024, 1, 29, 12, 34, 56, 789);
const day = Date.UTC(2024, 1, 29);
const minute = Date.UTC(2024, 1, 29, 12, 34);

const rows: [type: ValueTypeName, given: unknown, read: number | undefined][] = [
  ['day', noon, day],
  ['day', String(noon), day],
  ['day', new Date(noon), day],
  ['day', day, day],
  ['day', day - 1, day - 86_400_000],
  ['minute', noon, minute],
  ['minute', new Date(noon), minute],
  ['minute', minute + 59_999, minute],
  ['day-from-seconds', noon / 1_000, day],
  ['minute-from-seconds', Math.floor(noon / 1_000), minute],
  ['minute-from-seconds', String(Math.floor(noon / 1_000)), minute],
  // A date says what it is: no unit applies to it.
  ['day-from-seconds', new Date(noon), day],
  ['minute-from-seconds', new Date(noon), minute],
  // Before 1970 the cut still goes towards the past.
  ['day', -1, -86_400_000],
  ['minute', -1, -60_000],
  ['minute-from-seconds', -1, -60_000],
  ['minute', new Date(-1), -60_000],
  // The first and the last date that there are.
  ['day', 8.64e15, 8.64e15],
  ['day', -8.64e15, -8.64e15],
  ['day', 8.64e15 + 1_000, undefined],
  ['day', -8.64e15 - 1_000, undefined],
  ['day-from-seconds', 8.64e12 + 1, undefined],
  ['minute-from-seconds', 1e308, undefined],
  ['day', '2024-02-29', undefined],
  ['day', true, undefined],
  ['day', null, undefined],
  ['day', [noon], undefined],
];

describe('evaluation: dates', () => {
  for (const [type, given, read] of rows) {
    const shown = given instanceof Date ? given.toISOString() : JSON.stringify(given);
    it(`${shown} as ${type} is ${read ?? 'nothing'}`, () => {
      expect(coercion(type)(given)).to.equal(read);
    });
  }

  it('in a definition are milliseconds, whatever the unit of the caller', () => {
    expect(operandCoercion('day-from-seconds')(noon)).to.equal(day);
    expect(operandCoercion('minute-from-seconds')(noon)).to.equal(minute);
  });
});
