import { expect } from 'chai';
import fc from 'fast-check';
import { Backoff } from '#src/clock/backoff.js';

const highest = () => 1 - Number.EPSILON;
const minutes = (ms: number) => Math.round(ms / 60_000);

describe('a back-off', () => {
  it('waits up to a second first, doubles, and stops at half a minute', () => {
    const backoff = new Backoff({ random: highest });
    const waits = Array.from({ length: 8 }, () => Math.round(backoff.failed(0)));
    expect(waits).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('draws the whole wait, so that it may be nothing', () => {
    const backoff = new Backoff({ random: () => 0 });
    expect([backoff.failed(0), backoff.failed(0)]).to.deep.equal([0, 0]);
    expect(new Backoff({ random: () => 0.5 }).failed(0)).to.equal(500);
  });

  it('takes a vendor\u2019s figures for the normal regime', () => {
    const half = new Backoff({ baseMs: 1_000, maxMs: 60_000, jitter: 0.5, random: () => 0 });
    expect([half.failed(0), half.failed(0)]).to.deep.equal([500, 1_000]);
    const fixed = new Backoff({ baseMs: 500, maxMs: 10_000, factor: 1.5, jitter: 0 });
    expect([fixed.failed(0), fixed.failed(0), fixed.failed(0)]).to.deep.equal([500, 750, 1_125]);
  });

  it('starts small again only after a good minute', () => {
    const backoff = new Backoff({ random: highest });
    for (let i = 0; i < 3; i++) backoff.failed(0);
    backoff.succeeded(1_000);
    backoff.succeeded(50_000);
    expect(backoff.healthy(60_999)).to.be.false;
    expect(Math.round(backoff.failed(60_999))).to.equal(8_000);
    backoff.succeeded(70_000);
    backoff.succeeded(120_000);
    expect(backoff.healthy(130_000)).to.be.true;
    expect(Math.round(backoff.failed(130_000))).to.equal(1_000);
    expect(Math.round(backoff.failed(200_000))).to.equal(2_000);
  });

  it('waits five to thirty minutes after refused credentials, longer and longer', () => {
    const backoff = new Backoff({ random: highest });
    expect(Array.from({ length: 5 }, () => minutes(backoff.refused(0)))).to.deep.equal([10, 20, 30, 30, 30]);
    expect(minutes(new Backoff({ random: () => 0 }).refused(0))).to.equal(5);
  });

  it('starts both regimes anew after a good minute, and both break a good run', () => {
    const backoff = new Backoff({ random: highest });
    backoff.refused(0);
    backoff.refused(0);
    backoff.succeeded(0);
    expect(minutes(backoff.refused(60_000))).to.equal(10);
    expect(backoff.healthy(1e9), 'no success since').to.be.false;
    backoff.succeeded(100_000);
    backoff.failed(160_000);
    expect(minutes(backoff.refused(160_000)), 'forgotten by the other regime').to.equal(10);
  });

  it('stays within its limits, however long it goes on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 0.999, noNaN: true })), { maxLength: 3_000 }),
        (steps) => {
          let drawn = 0;
          const backoff = new Backoff({ random: () => drawn });
          for (const [extended, random] of steps) {
            drawn = random;
            if (extended) expect(backoff.refused(0)).to.be.within(300_000, 1_800_000);
            else expect(backoff.failed(0)).to.be.within(0, 30_000);
          }
        },
      ),
    );
  });
});
