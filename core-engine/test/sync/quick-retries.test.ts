import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { QuickRetries } from '#src/sync/quick-retries.js';
import { failure } from '#src/sync/round.js';
import { steadyRetries } from '#src/sync/steady-retries.js';

const passing = failure('unavailable', 'no answer');

function setUp() {
  const clock = new ManualClock(0);
  const tries: number[] = [];
  const retries = new QuickRetries({ clock, times: 2, afterMs: 1_000, again: () => tries.push(clock.now()) });
  return { clock, tries, retries };
}

describe('sync: quick retries of a first download', () => {
  it('come after their time, so many and no more', async () => {
    const { clock, tries, retries } = setUp();
    for (let failures = 1; failures <= 3; failures += 1) {
      retries.failed(passing);
      await clock.advance(1_000);
    }
    expect(tries).to.deep.equal([1_000, 2_000]);
    expect(clock.pending).to.equal(0);
  });

  it('do not come where a person has to mend it', () => {
    const { clock, retries } = setUp();
    retries.failed(failure('refused', 'HTTP 401'));
    retries.failed(failure('untrusted', 'no trusted TLS'));
    expect(clock.pending).to.equal(0);
  });

  it('do not come before the time that the other side asks for', async () => {
    const { clock, tries, retries } = setUp();
    retries.failed({ ...passing, retryAfterMs: 1_001 });
    expect(clock.pending).to.equal(0);
    retries.failed({ ...passing, retryAfterMs: 1_000 });
    await clock.advance(1_000);
    expect(tries).to.deep.equal([1_000]);
  });

  it('end with a stop', async () => {
    const { clock, tries, retries } = setUp();
    retries.failed(passing);
    retries.stop();
    await clock.advance(10_000);
    expect(tries).to.deep.equal([]);
  });
});

describe('sync: retries at the pace of an interval', () => {
  it('come with the interval and up to a tenth of it, after half a minute at the latest', () => {
    for (const [interval, least, most] of [
      [10_000, 10_000, 11_000],
      [30_000, 30_000, 33_000],
      [600_000, 30_000, 33_000],
    ] as const) {
      const { baseMs, maxMs, jitter } = steadyRetries(interval);
      expect(baseMs).to.be.closeTo(most, 1e-6);
      expect(maxMs).to.equal(baseMs);
      expect(baseMs * (1 - jitter)).to.be.closeTo(least, 1e-6);
    }
  });
});
