import { expect } from 'chai';
import { failureOfAbly } from '#src/sync/network/ably-error.js';
import { failureOfStreamEnd } from '#src/sync/network/stream-end.js';

describe('an error of the stream (§5.6)', () => {
  for (const [code, expected] of [
    [40_139, 'refused'],
    [40_140, 'unavailable'],
    [40_142, 'unavailable'],
    [40_149, 'unavailable'],
    [40_150, 'refused'],
    [40_000, 'refused'],
    [49_999, 'refused'],
    [50_000, 'unavailable'],
    [39_999, 'unavailable'],
    [undefined, 'unavailable'],
  ] as const) {
    it(`${String(code)} is ${expected}`, () => {
      expect(failureOfAbly(code).code).to.equal(expected);
    });
  }
});

describe('the end of a stream (§5.6)', () => {
  const refused = (status: number) => failureOfStreamEnd({ kind: 'refused', status, message: 'host answered' }).code;

  it('is to be followed by another, with another token, for the most part', () => {
    expect(failureOfStreamEnd({ kind: 'finished' }).code).to.equal('unavailable');
    expect(failureOfStreamEnd({ kind: 'failed', problem: 'broken', message: 'x' }).code).to.equal('unavailable');
    for (const status of [200, 400, 401, 429, 500, 503])
      expect(refused(status), String(status)).to.equal('unavailable');
  });

  it('is for somebody to mend where it is about us, or about trust', () => {
    expect(failureOfStreamEnd({ kind: 'failed', problem: 'tls', message: 'x' }).code).to.equal('untrusted');
    for (const status of [403, 404]) expect(refused(status), String(status)).to.equal('refused');
  });
});
