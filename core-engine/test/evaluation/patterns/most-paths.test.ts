import { expect } from 'chai';
import { mostPaths } from '#src/evaluation/patterns/most-paths.js';
import { type UnitRange, unitSet } from '#src/evaluation/patterns/unit-set.js';

const option = (paths: number, ...ranges: UnitRange[]): Parameters<typeof mostPaths>[0][number] => ({
  paths,
  nullable: false,
  first: unitSet(ranges),
});

describe('the paths of a choice', () => {
  it('are those of one option where no unit begins two', () => {
    expect(mostPaths([option(2, [1, 5]), option(3, [6, 9]), option(1, [10, 20])])).to.equal(3);
  });

  it('add up where one unit begins several', () => {
    expect(mostPaths([option(2, [1, 5]), option(3, [5, 9]), option(1, [9, 20])])).to.equal(5);
    expect(mostPaths([option(1, [1, 3], [7, 9]), option(1, [2, 2]), option(1, [8, 8])])).to.equal(2);
  });

  it('hold those of an option that may be empty at every unit, and at none', () => {
    expect(mostPaths([option(2, [1, 5]), { ...option(3, [9, 9]), nullable: true }])).to.equal(5);
    expect(mostPaths([{ ...option(3), nullable: true }])).to.equal(3);
    expect(mostPaths([option(2)])).to.equal(0);
  });
});
