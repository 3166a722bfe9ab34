import { expect } from 'chai';
import { regimeOf, retryAfterMs } from '#src/transport/regime.js';
import type { NetworkProblem } from '#src/transport/transport.js';
import { Opened, withEnvironment } from './jig/servers.js';

describe('the regime of a failure', () => {
  const ofStatus = (status: number) => regimeOf({ kind: 'response', status, headers: {}, body: '' });
  const ofProblem = (problem: NetworkProblem) => regimeOf({ kind: 'failed', problem, message: '' });

  it('is extended for what somebody has to mend', () => {
    expect([401, 403, 404].map(ofStatus)).to.deep.equal(['extended', 'extended', 'extended']);
    expect(ofProblem('tls')).to.equal('extended');
  });

  it('is normal for what may pass by itself', () => {
    for (const status of [302, 400, 402, 405, 407, 408, 410, 413, 429, 500, 502, 503, 504]) {
      expect(ofStatus(status), String(status)).to.equal('normal');
    }
    for (const problem of ['unreachable', 'timeout', 'broken', 'too-large', 'aborted'] as const) {
      expect(ofProblem(problem), problem).to.equal('normal');
    }
  });
});

describe('Retry-After', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const now = Date.UTC(1994, 10, 6, 8, 49, 0);
  const after = (text: string | undefined) =>
    retryAfterMs({ headers: text === undefined ? {} : { 'retry-after': text } }, now);

  it('is read in seconds', () => {
    expect(after('0')).to.equal(0);
    expect(after('120')).to.equal(120_000);
    expect(after(' 5 ')).to.equal(5_000);
    expect(after('9'.repeat(400))).to.equal(Number.MAX_SAFE_INTEGER);
  });

  it('is read as a date in the three forms of RFC 9110, 5.6.7, wherever we are', () => {
    opened.add(withEnvironment({ TZ: 'Asia/Tokyo' }));
    for (const date of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994',
    ]) {
      expect(after(date), date).to.equal(37_000);
    }
  });

  it('is 0 for a date that has passed', () => {
    expect(after('Sun, 06 Nov 1994 08:48:00 GMT')).to.equal(0);
  });

  it('is nothing when it is absent or says nothing', () => {
    for (const text of [undefined, '', '-1', '1.5', '1e3', 'soon', '2030-01-01', 'Sun, 99 Nov 1994 08:49:37 GMT']) {
      expect(after(text), String(text)).to.equal(undefined);
    }
  });
});
