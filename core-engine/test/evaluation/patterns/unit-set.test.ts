import { expect } from 'chai';
import {
  ANY_UNIT,
  complement,
  contains,
  intersects,
  NO_UNIT,
  onlyUnit,
  union,
  unitSet,
  unitsOf,
} from '#src/evaluation/patterns/unit-set.js';

describe('sets of code units', () => {
  it('are kept sorted, without overlaps and without neighbours', () => {
    const set = unitSet([
      [20, 30],
      [1, 5],
      [6, 8],
      [25, 40],
      [3, 4],
    ]);
    expect(set).to.deep.equal([
      [1, 8],
      [20, 40],
    ]);
  });

  it('unite', () => {
    expect(union([[1, 2]], [[3, 9]])).to.deep.equal([[1, 9]]);
    expect(union(NO_UNIT, [[3, 9]])).to.deep.equal([[3, 9]]);
    expect(union([[3, 9]], NO_UNIT)).to.deep.equal([[3, 9]]);
  });

  it('turn round', () => {
    expect(complement([[5, 9]])).to.deep.equal([
      [0, 4],
      [10, 0xffff],
    ]);
    expect(complement([[0, 9]])).to.deep.equal([[10, 0xffff]]);
    expect(complement([[9, 0xffff]])).to.deep.equal([[0, 8]]);
    expect(complement(ANY_UNIT)).to.deep.equal(NO_UNIT);
    expect(complement(NO_UNIT)).to.deep.equal(ANY_UNIT);
  });

  it('meet where they share a unit', () => {
    const set = unitSet([
      [1, 2],
      [10, 20],
    ]);
    expect(intersects(set, [[20, 21]])).to.equal(true);
    expect(intersects(set, [[3, 9]])).to.equal(false);
    expect(intersects([[0, 0]], set)).to.equal(false);
    expect(intersects(set, NO_UNIT)).to.equal(false);
  });

  it('hold what is between the ends of a range, ends included', () => {
    const set = unitSet([
      [1, 2],
      [10, 20],
      [30, 30],
    ]);
    const held = Array.from({ length: 40 }, (_, unit) => unit).filter((unit) => contains(set, unit));
    expect(held).to.deep.equal([...unitsOf(set)]);
    expect(held).to.include.members([1, 2, 10, 15, 20, 30]).and.to.have.length(14);
  });

  it('know their only unit', () => {
    expect(onlyUnit([[7, 7]])).to.equal(7);
    expect(onlyUnit([[7, 8]])).to.equal(undefined);
    expect(onlyUnit(NO_UNIT)).to.equal(undefined);
  });
});
