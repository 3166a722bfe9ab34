import { expect } from 'chai';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { changeKinds, inlines } from '#src/parity/split/sequence/changes.js';
import { describeSequence } from '#src/parity/split/sequence/describe.js';
import { follow, type SequenceTally } from '#src/parity/split/sequence/run.js';

const SEED = 20_260_114;
const COUNT = 400;

describe(`Split beside its vendor's SDK, both streaming ${COUNT} random changes of seed ${SEED} @parity @slow`, function () {
  this.timeout(120_000);
  let tally: SequenceTally;

  before(async () => {
    tally = await follow({ seed: SEED, count: COUNT, differences: deliberateDifferences });
    console.log(describeSequence(tally));
  });

  it('gives the same answers for all flags after each of them', () => {
    expect(tally.changes.length).to.be.at.least(COUNT);
    expect(tally.answers).to.be.at.least(COUNT * 100);
  });

  it('sees every kind of change, and every way of carrying it', () => {
    expect(new Set(tally.changes.map(({ kind }) => kind))).to.deep.equal(new Set(changeKinds));
    expect(new Set(tally.changes.map(({ inline }) => inline))).to.deep.equal(new Set(inlines));
  });

  it('takes definitions from notifications on both sides', () => {
    expect(tally.carried).to.have.length(2);
    for (const count of tally.carried) expect(count).to.be.at.least(COUNT / 8);
  });
});
