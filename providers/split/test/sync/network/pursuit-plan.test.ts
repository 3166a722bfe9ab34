import { expect } from 'chai';
import { pursuitStep } from '#src/sync/network/pursuit-plan.js';

describe('fetching what was announced (§4.7)', () => {
  it('waits 10 seconds, doubling, at most 60, ten times; then past the caches as often; then gives up', () => {
    const steps = Array.from({ length: 21 }, (_, made) => pursuitStep(made));
    const waits = [0, 10, 20, 40, 60, 60, 60, 60, 60, 60];
    expect(steps.slice(0, 10)).to.deep.equal(waits.map((s) => ({ waitMs: s * 1_000, bypass: false })));
    expect(steps.slice(10, 20)).to.deep.equal(waits.map((s) => ({ waitMs: s * 1_000, bypass: true })));
    expect(steps[20]).to.equal(undefined);
  });
});
