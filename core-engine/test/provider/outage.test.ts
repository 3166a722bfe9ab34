import { expect } from 'chai';
import { ManualClock } from '#src/clock/manual-clock.js';
import type { BackendStatus } from '#src/provider/backend.js';
import { ProblemLog } from '#src/logging/problem-log.js';
import { Outage, type Failure } from '#src/provider/outage.js';
import { ToldOutage } from '#src/provider/told-outage.js';

const START = 1_000_000;

function setUp(): { clock: ManualClock; told: BackendStatus[]; outage: Outage } {
  const clock = new ManualClock(START);
  const told: BackendStatus[] = [];
  const tell = (status: BackendStatus): number => told.push(status);
  return { clock, told, outage: new Outage({ clock, errorAfterMillis: 120_000, tell }) };
}

const bad: Failure = { problem: 'no JSON', code: 'invalid', since: START };
const stale: BackendStatus = { kind: 'stale', message: 'no JSON' };
const ready: BackendStatus = { kind: 'ready' };
const error = (message: string): BackendStatus => ({ kind: 'error', code: 'GENERAL', message });

describe('provider: an outage (DECISIONS 21)', () => {
  it('is STALE at once, and ERROR when it has lasted too long, once', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    expect(told).to.deep.equal([stale]);
    await clock.advance(119_999);
    expect(told).to.deep.equal([stale]);
    await clock.advance(1);
    expect(told).to.deep.equal([stale, error('for 120 seconds: no JSON')]);
    await clock.advance(1_000_000);
    expect(told).to.have.lengthOf(2);
    expect(clock.pending).to.equal(0);
  });

  it('counts from when things began to fail, not from when that is told', async () => {
    const { clock, outage, told } = setUp();
    outage.fails({ ...bad, since: START - 100_000 });
    await clock.advance(20_000);
    expect(told).to.deep.equal([stale, error('for 120 seconds: no JSON')]);
  });

  it('goes on through other problems, and ends in the last of them', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    await clock.advance(60_000);
    outage.fails({ problem: 'no file', code: 'unavailable', since: START });
    await clock.advance(60_000);
    expect(told).to.deep.equal([stale, { kind: 'stale', message: 'no file' }, error('for 120 seconds: no file')]);
  });

  it('stays an error through other problems', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    await clock.advance(120_000);
    outage.fails({ problem: 'no file', code: 'unavailable', since: START });
    await clock.advance(120_000);
    expect(told).to.have.lengthOf(2);
  });

  it('ends READY, and the next one is counted anew', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    await clock.advance(119_000);
    outage.ends();
    expect(told).to.deep.equal([stale, ready]);
    await clock.advance(1_000);
    outage.fails({ ...bad, since: clock.now() });
    await clock.advance(119_999);
    expect(told).to.deep.equal([stale, ready, stale]);
    await clock.advance(1);
    outage.ends();
    outage.fails({ ...bad, since: clock.now() });
    expect(told.slice(3)).to.deep.equal([error('for 120 seconds: no JSON'), ready, stale]);
  });

  it('is ERROR at once where the credentials are refused (DECISIONS 48)', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    outage.fails({ problem: 'HTTP 401', code: 'refused', since: START });
    await clock.advance(1_000_000);
    expect(told).to.deep.equal([stale, { kind: 'stale', message: 'HTTP 401' }, error('HTTP 401')]);
  });

  it('that is forgotten tells nothing, and leaves no timer', async () => {
    const { clock, outage, told } = setUp();
    outage.fails(bad);
    outage.forget();
    expect(clock.pending).to.equal(0);
    await clock.advance(1_000_000);
    expect(told).to.deep.equal([stale]);
  });

  it('is known to those who come later, as it stands', async () => {
    const { clock, outage } = setUp();
    expect(outage.present).to.equal(undefined);
    outage.fails(bad);
    expect(outage.present).to.deep.equal(stale);
    await clock.advance(120_000);
    outage.fails({ problem: 'no file', code: 'unavailable', since: START });
    expect(outage.present).to.deep.equal(error('for 120 seconds: no JSON'));
    outage.ends();
    expect(outage.present).to.equal(undefined);
    outage.fails(bad);
    outage.forget();
    expect(outage.present).to.equal(undefined);
  });
});

describe('provider: an outage of which the log hears', () => {
  it('is said once, its error too, and again when it comes again', async () => {
    const clock = new ManualClock(START);
    const lines: string[] = [];
    const line = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
    const logger = { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') };
    const told: string[] = [];
    const tell = ({ kind }: BackendStatus): number => told.push(kind);
    const outage = new ToldOutage({ clock, errorAfterMillis: 120_000, log: new ProblemLog(logger), tell });
    const whole = ['warn: no JSON', 'error: for 120 seconds: no JSON'];
    for (const round of [1, 2]) {
      outage.fails({ ...bad, since: clock.now() });
      outage.fails({ ...bad, since: clock.now() });
      await clock.advance(120_000);
      outage.ends();
      expect(lines).to.deep.equal(round === 1 ? whole : [...whole, ...whole]);
    }
    expect(told).to.deep.equal(['stale', 'stale', 'error', 'ready', 'stale', 'stale', 'error', 'ready']);
    outage.fails({ ...bad, since: clock.now() });
    outage.forget();
    expect(clock.pending).to.equal(0);
  });
});
