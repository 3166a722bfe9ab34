import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { Health, isStale, type Facts } from '#src/sync/health.js';
import { failure, type FailureCode } from '#src/sync/round.js';
import type { SourceStatus } from '#src/sync/source.js';

type Row = readonly [stream: Facts['stream'], failures: number, code: FailureCode | undefined, stale: boolean];

/** DECISIONS 21. */
const rows: readonly Row[] = [
  ['none', 0, undefined, false],
  ['down', 0, undefined, false],
  ['down', 1, 'unavailable', true],
  ['down', 1, 'invalid', true],
  ['none', 1, 'unavailable', false],
  ['none', 2, 'invalid', false],
  ['none', 3, 'unavailable', true],
  ['up', 2, 'unavailable', false],
  ['up', 3, 'unavailable', true],
  ['none', 1, 'refused', true],
  ['up', 1, 'untrusted', true],
];

describe('sync: health', () => {
  for (const [stream, failures, code, stale] of rows) {
    const what = code === undefined ? 'no failed poll' : `${failures} failed polls (${code})`;
    it(`is ${stale ? 'stale' : 'not stale'} after ${what} where the stream is ${stream}`, () => {
      const last = code === undefined ? undefined : failure(code, 'x');
      expect(isStale({ stream, failures, last })).to.equal(stale);
    });
  }

  function rig(): { clock: ManualClock; told: SourceStatus[]; health: Health } {
    const clock = new ManualClock(1_000);
    const told: SourceStatus[] = [];
    return { clock, told, health: new Health(clock, (status) => told.push(status)) };
  }

  it('tells a failure once, with when it began, and its end', async () => {
    const { clock, told, health } = rig();
    const away = failure('unavailable', 'away');
    health.failed(away);
    await clock.advance(500);
    health.failed(away);
    health.failed(away);
    health.failed(away);
    health.succeeded();
    health.succeeded();
    expect(told).to.deep.equal([
      { kind: 'failing', problem: 'away', code: 'unavailable', since: 1_000 },
      { kind: 'healthy', warnings: [] },
    ]);
  });

  it('tells another problem of the same outage', () => {
    const { told, health } = rig();
    health.stream('down');
    health.failed(failure('unavailable', 'away'));
    health.failed(failure('refused', 'no'));
    expect(told).to.deep.equal([
      { kind: 'failing', problem: 'away', code: 'unavailable', since: 1_000 },
      { kind: 'failing', problem: 'no', code: 'refused', since: 1_000 },
    ]);
  });

  it('counts failures in a row only', () => {
    const { told, health } = rig();
    for (let i = 0; i < 5; i++) {
      health.failed(failure('unavailable', 'away'));
      health.failed(failure('unavailable', 'away'));
      health.succeeded();
    }
    expect(told).to.be.empty;
  });

  it('is stale as soon as the stream goes where a poll has failed already', () => {
    const { told, health } = rig();
    health.stream('up');
    health.failed(failure('unavailable', 'away'));
    expect(told).to.be.empty;
    health.stream('down');
    expect(told).to.have.lengthOf(1);
  });

  it('does not become well because a stream is back: the polls have to succeed', () => {
    const { told, health } = rig();
    health.stream('down');
    health.failed(failure('unavailable', 'away'));
    health.stream('up');
    expect(told.map(({ kind }) => kind)).to.deep.equal(['failing']);
  });

  it('takes what is not trusted as unavailable, where it tells of it', () => {
    const { told, health } = rig();
    health.failed(failure('untrusted', 'certificate'));
    expect(told).to.deep.equal([{ kind: 'failing', problem: 'certificate', code: 'unavailable', since: 1_000 }]);
  });
});
