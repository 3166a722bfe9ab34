import { expect } from 'chai';
import { reportDifferences } from '#src/parity/hackle/reports/deliberate/differences.js';
import { report } from '#src/parity/hackle/reports/run.js';

describe("a deliberate difference from the events of Hackle's SDK @parity", function () {
  this.timeout(30_000);

  for (const difference of reportDifferences) {
    const { id, rule, answer, example } = difference;
    it(`${id}: ${answer} (${rule})`, async () => {
      const asWritten = await report(example, []);
      const { exposures, tracks, remoteConfigs } = asWritten.ours;
      const [event, ...more] = [...exposures, ...tracks, ...(exposures.length === 0 ? remoteConfigs : [])];
      if (example.sent === undefined) expect(event).to.equal(undefined);
      else expect(event).to.deep.include(example.sent);
      expect(more).to.deep.equal(example.sent === undefined ? [] : more.slice(0, 1));
      expect(asWritten.vendor).to.not.deep.equal(asWritten.ours);

      const put = await report(example, [difference]);
      expect(put.ours).to.deep.equal(put.vendor);
    });
  }
});
