import { expect } from 'chai';
import { compareFetches } from '#src/parity/amplitude-remote/run.js';
import { numberFrom } from '#src/parity/environment.js';

describe("Amplitude's client beside the vendor's, fetching @parity", () => {
  it('sends and gives the same @slow', async () => {
    const count = numberFrom('PARITY_COUNT', 1_000);
    const { answered, failed, deviations } = await compareFetches(numberFrom('PARITY_SEED', 20_261_121), count);
    expect(deviations.slice(0, 3)).to.deep.equal([]);
    expect(answered).to.be.greaterThan(count / 2);
    expect(failed).to.be.greaterThan(count / 20);
  }).timeout(120_000);
});
