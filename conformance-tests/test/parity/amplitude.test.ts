import { expect } from 'chai';
import { loadPatternEngine } from '@polyflag/core-engine';
import { amplitude } from '#src/parity/amplitude/comparison.js';
import { deliberateDifferences } from '#src/parity/amplitude/deliberate/differences.js';
import { openOurs } from '#src/parity/amplitude/ours.js';
import { Sides } from '#src/parity/amplitude/sides.js';
import { openVendor } from '#src/parity/amplitude/vendor.js';
import { describeBeside } from './support/beside.js';

describeBeside(amplitude, { enough: 10 });

describe("a deliberate difference from Amplitude's SDK @parity", () => {
  before(() => loadPatternEngine());

  for (const difference of deliberateDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, () => {
      const { definitions, user } = example;
      expect(openOurs(definitions).evaluate(user)).to.deep.equal(example.answer);
      expect(openVendor(definitions).evaluate(user)).to.not.deep.equal(example.answer);
      const verdict = new Sides(definitions, [difference]).judge(user);
      expect(verdict).to.deep.equal({ kind: 'deliberate', rules: [id], answer: example.answer });
      expect(new Sides(definitions, []).judge(user).kind).to.equal('disagreed');
    });
  }
});
