import { expect } from 'chai';
import { Closures } from '#src/parity/hackle/closure.js';
import { deliberateDifferences } from '#src/parity/hackle/deliberate/differences.js';
import { Sides } from '#src/parity/hackle/sides.js';

describe('a deliberate difference from Hackle @parity', function () {
  this.timeout(30_000);

  for (const difference of deliberateDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, async () => {
      const sides = await Sides.open(example.workspace, [difference]);
      try {
        const question = { ...example, closure: new Closures(example.workspace).of(example.asked) };
        const { ours, vendor } = sides.ask(question);
        expect(ours).to.deep.include(example.answer);
        expect(vendor).to.not.deep.equal(ours);

        const rewritten = sides.askRewritten(question);
        expect(rewritten.ours).to.deep.equal(rewritten.vendor);
        // Where the question alone is rewritten, the vendor's SDK gives the answer of the rule.
        if (difference.remains === undefined) expect(rewritten.vendor).to.deep.equal(ours);

        expect(sides.judge(question)).to.deep.equal({ kind: 'deliberate', rules: [id], answer: ours });
      } finally {
        await sides.close();
      }
    });
  }
});
