import { expect } from 'chai';
import { isDeepStrictEqual } from 'node:util';
import { reportDifferences } from '#src/parity/split/reports/deliberate/differences.js';
import { report, type Reports } from '#src/parity/split/reports/run.js';
import { methods } from '#src/parity/split/reports/calls.js';
import { makeScript } from '#src/parity/split/reports/script.js';

const SEED = 20_260_114;
const COUNT = 1_500;
const script = makeScript(SEED, COUNT);

describe(`Split's reports beside those of its vendor's SDK, ${COUNT} random calls of seed ${SEED} @parity @slow`, function () {
  this.timeout(60_000);

  it('are of calls of every method', () => {
    expect(new Set(script.calls.map(({ method }) => method))).to.deep.equal(new Set(methods));
  });

  for (const impressionsMode of ['OPTIMIZED', 'DEBUG', 'NONE'] as const) {
    for (const labelsEnabled of [true, false]) {
      it(`are alike in the mode ${impressionsMode}, ${labelsEnabled ? 'with' : 'without'} labels`, async () => {
        const { ours, vendor } = await report(script, { impressionsMode, labelsEnabled }, reportDifferences);
        expect(ours.tracked).to.deep.equal(vendor.tracked);
        expect(ours.sent.impressions).to.deep.equal(vendor.sent.impressions);
        expect(ours.sent.counts).to.deep.equal(vendor.sent.counts);
        expect(ours.sent.uniqueKeys).to.deep.equal(vendor.sent.uniqueKeys);
        expect(ours.sent.events).to.deep.equal(vendor.sent.events);
        enough(ours, { impressionsMode, labelsEnabled });
      });
    }
  }

  it('need every rule of the list', async () => {
    const reporting = { impressionsMode: 'OPTIMIZED', labelsEnabled: true } as const;
    for (const difference of reportDifferences) {
      const others = reportDifferences.filter((other) => other !== difference);
      const { ours, vendor } = await report(script, reporting, others);
      expect(isDeepStrictEqual(ours, vendor), difference.id).to.equal(false);
    }
  });
});

/** What follows is about the calls: too few of a kind cannot show that it is reported alike. */
function enough(
  { sent, tracked }: Reports['ours'],
  { impressionsMode, labelsEnabled }: Parameters<typeof report>[1],
): void {
  const rows = sent.impressions.flatMap(({ i }) => i);
  const count = (field: string): number => rows.filter((row) => row[field] !== undefined).length;
  const queued = impressionsMode === 'NONE' ? 0 : 500;
  expect(rows.length).to.be.at.least(queued);
  expect(count('properties')).to.be.at.least(queued / 5);
  expect(count('b')).to.be.at.least(queued / 5);
  expect(count('pt')).to.be.at.least(impressionsMode === 'DEBUG' ? 500 : 0);
  expect(count('r')).to.equal(labelsEnabled ? rows.length : 0);
  // Of flags whose impressions are disabled, in any mode.
  expect(sent.counts.length).to.be.at.least(5);
  expect(sent.uniqueKeys.length).to.be.at.least(5);
  expect(sent.events.length).to.be.at.least(50);
  expect(new Set(tracked)).to.deep.equal(new Set([true, false]));
}
