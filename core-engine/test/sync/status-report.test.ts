import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import { SourceError } from '#src/sync/source.js';
import type { SourceStatus } from '#src/sync/source.js';
import { StatusReport } from '#src/sync/status-report.js';

function setUp(): { clock: ManualClock; statuses: SourceStatus[]; report: StatusReport } {
  const clock = new ManualClock(1_000);
  const statuses: SourceStatus[] = [];
  return { clock, statuses, report: new StatusReport({ status: (status) => statuses.push(status) }, clock) };
}

const broken = new SourceError('invalid', 'broken');

describe('sync: status report', () => {
  it('tells each state once', () => {
    const { statuses, report } = setUp();
    report.healthy();
    report.healthy();
    report.failing(broken);
    report.failing(new SourceError('invalid', 'broken'));
    report.healthy();
    expect(statuses.map(({ kind }) => kind)).to.deep.equal(['healthy', 'failing', 'healthy']);
  });

  it('tells another problem, and since when nothing has succeeded', async () => {
    const { clock, statuses, report } = setUp();
    report.failing(broken);
    await clock.advance(500);
    report.failing(new SourceError('unavailable', 'gone'));
    expect(statuses).to.deep.equal([
      { kind: 'failing', problem: 'broken', code: 'invalid', since: 1_000 },
      { kind: 'failing', problem: 'gone', code: 'unavailable', since: 1_000 },
    ]);
    report.healthy();
    report.failing(broken);
    expect(statuses.at(-1)).to.have.property('since', 1_500);
  });

  it('tells other warnings', () => {
    const { statuses, report } = setUp();
    report.healthy(['a']);
    report.healthy(['a']);
    report.healthy(['a', 'b']);
    report.healthy();
    expect(statuses.map((status) => (status.kind === 'healthy' ? status.warnings : []))).to.deep.equal([
      ['a'],
      ['a', 'b'],
      [],
    ]);
  });

  it('counts what it does not tell', () => {
    const { statuses, report } = setUp();
    report.healthy(Array.from({ length: 1_000 }, (_, index) => `file ${index}`));
    const [status] = statuses;
    expect(status).to.have.property('warnings').with.lengthOf(51);
    expect(status).to.have.nested.property('warnings[50]', 'and 950 more like these');
  });

  it('does not repeat what was told elsewhere', () => {
    const { statuses, report } = setUp();
    report.toldElsewhere(broken);
    report.failing(broken);
    expect(statuses).to.deep.equal([]);
    report.healthy();
    expect(statuses).to.have.lengthOf(1);
  });

  it('survives a sink that throws', () => {
    const report = new StatusReport(
      {
        status: () => {
          throw new Error('sink');
        },
      },
      new ManualClock(),
    );
    expect(() => {
      report.failing(broken);
    }).not.to.throw();
  });
});
