import { expect } from 'chai';
import { foldSet } from '#src/evaluation/patterns/fold.js';
import * as named from '#src/evaluation/patterns/named-sets.js';
import { oneUnit, unitSet, unitsOf } from '#src/evaluation/patterns/unit-set.js';
import { Random } from './support/random.js';

const UNITS = Array.from({ length: 0x10000 }, (_, unit) => unit);
const EVERYTHING = UNITS.map((unit) => String.fromCharCode(unit)).join('');

const folded = (unit: number): number[] => [...unitsOf(foldSet(oneUnit(unit)))];
const units = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0)).sort((a, b) => a - b);

function foundByEngine(unit: number): number[] {
  const expression = new RegExp(`\\u${unit.toString(16).padStart(4, '0')}`, 'gi');
  return Array.from(EVERYTHING.matchAll(expression), (match) => match.index);
}

describe('flag i', () => {
  it('takes upper and lower case of ASCII for the same, and nothing else', () => {
    expect(folded(0x6b)).to.deep.equal(units('Kk'));
    expect(folded(0x53)).to.deep.equal(units('Ss'));
    expect(folded(0x40)).to.deep.equal(units('@'));
    expect(foldSet([[0x59, 0x62]])).to.deep.equal(
      unitSet([
        [0x41, 0x42],
        [0x59, 0x62],
        [0x79, 0x7a],
      ]),
    );
  });

  it('never leads from outside ASCII into it', () => {
    for (const letter of 'ſ\u212aıİ') expect(folded(letter.charCodeAt(0))).to.not.include.members(units('s'));
    expect(folded(0x212a)).to.deep.equal([0x212a]);
  });

  it('goes by upper case, one unit to one unit', () => {
    expect(folded('σ'.charCodeAt(0))).to.deep.equal(units('Σσς'));
    expect(folded('µ'.charCodeAt(0))).to.deep.equal(units('µμΜ'));
    expect(folded('ß'.charCodeAt(0))).to.deep.equal(units('ß'));
  });

  it('means the same here as to the JavaScript engine, for every unit that has another form', function () {
    this.timeout(60_000);
    const withKin = UNITS.filter((unit) => folded(unit).length > 1);
    expect(withKin).to.have.length.greaterThan(2_000);
    for (const unit of withKin) expect(folded(unit)).to.deep.equal(foundByEngine(unit));
  });

  it('means the same for the others', function () {
    this.timeout(60_000);
    const random = new Random(8);
    for (const unit of random.list(300, 300, () => random.below(0x10000))) {
      expect(folded(unit)).to.deep.equal(foundByEngine(unit));
    }
  });

  it('adds nothing to the sets that have a letter of their own', () => {
    for (const [name, set] of Object.entries(named)) expect(foldSet(set), name).to.deep.equal(set);
  });
});
