import { expect } from 'chai';
import { reportDifferences } from '#src/parity/split/reports/deliberate/differences.js';
import { report } from '#src/parity/split/reports/run.js';

const nothing = { impressions: [], counts: [], uniqueKeys: [], events: [] };

describe("a deliberate difference from the reports of Split's SDK @parity", function () {
  this.timeout(30_000);

  for (const difference of reportDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, async () => {
      const asWritten = await report(example, example.reporting, []);
      expect(asWritten.ours.sent).to.deep.equal({ ...nothing, ...example.sent });
      expect(asWritten.vendor.sent).to.not.deep.equal(asWritten.ours.sent);

      const put = await report(example, example.reporting, [difference]);
      expect(put.ours).to.deep.equal(put.vendor);
    });
  }
});
