import { expect } from 'chai';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { Sides } from '#src/parity/split/sides.js';

describe('a deliberate difference from Split @parity', function () {
  this.timeout(30_000);

  for (const difference of deliberateDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, async () => {
      const sides = await Sides.open(example.definitions, [difference]);
      try {
        const { ours, vendor } = sides.ask(example.user, example.flagName);
        expect(ours).to.deep.equal(example.answer);
        expect(vendor).to.not.deep.equal(example.answer);

        const rewritten = sides.askRewritten(example.user, example.flagName);
        expect(rewritten.ours).to.deep.equal(rewritten.vendor);
        // Where the question alone is rewritten, the vendor's SDK gives the answer of the rule.
        if (difference.ours === undefined && difference.remains === undefined) {
          expect(rewritten.vendor).to.deep.equal(example.answer);
        }

        const verdict = sides.judge(example.user, example.flagName);
        expect(verdict).to.deep.equal({ kind: 'deliberate', rules: [id], answer: ours });
      } finally {
        await sides.close();
      }
    });
  }
});
