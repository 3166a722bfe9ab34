import { expect } from 'chai';
import { failureOfStatus, readAnswer } from '#src/sync/answer.js';
import type { HttpOutcome } from '#src/transport/transport.js';

const response = (body: string, status = 200, contentType = 'application/json'): HttpOutcome => ({
  kind: 'response',
  status,
  headers: { 'content-type': contentType },
  body,
});

describe('an answer of a backend', () => {
  it('is what its JSON says', () => {
    expect(readAnswer(response('{"a":1}'), 'it')).to.deep.equal({ kind: 'body', body: { a: 1 } });
  });

  it('may begin with a byte order mark', () => {
    expect(readAnswer(response('\ufeff{"a":1}'), 'it')).to.deep.equal({ kind: 'body', body: { a: 1 } });
  });

  it('counts by its body, whatever it is labelled', () => {
    expect(readAnswer(response('{"a":1}', 201, 'text/plain'), 'it')).to.have.property('kind', 'body');
  });

  const unreadable: readonly (readonly [what: string, outcome: HttpOutcome, message: string])[] = [
    ['truncated JSON', response('{"ff":{"d":['), 'it: the answer is not JSON, or not all of it'],
    ['nothing', response(''), 'it: the answer is not JSON, or not all of it'],
    [
      'a page of HTML',
      response('<html>hunter2</html>', 200, 'text/html; charset=utf-8'),
      'it: the answer is not JSON, or not all of it (it is labelled text/html)',
    ],
  ];
  for (const [what, outcome, message] of unreadable) {
    it(`that is ${what} is a failure that says so and quotes nothing`, () => {
      expect(readAnswer(outcome, 'it')).to.deep.equal({ kind: 'failed', code: 'invalid', message });
    });
  }

  for (const status of [301, 304, 400, 401, 404, 500]) {
    it(`with ${status} is its status, for the caller to judge`, () => {
      expect(readAnswer(response('{}', status), 'it')).to.deep.equal({ kind: 'status', status });
    });
  }

  for (const [problem, code] of [
    ['unreachable', 'unavailable'],
    ['timeout', 'unavailable'],
    ['broken', 'unavailable'],
    ['too-large', 'unavailable'],
    ['tls', 'untrusted'],
  ] as const) {
    it(`that did not come because of "${problem}" is ${code}`, () => {
      const answer = readAnswer({ kind: 'failed', problem, message: 'host: why' }, 'it');
      expect(answer).to.deep.equal({ kind: 'failed', code, message: 'it: host: why' });
    });
  }
});

describe('a status (DECISIONS 20)', () => {
  for (const [status, code] of [
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [400, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ] as const) {
    it(`${status} is ${code}, and is named`, () => {
      const failed = failureOfStatus(status, 'it');
      expect(failed.code).to.equal(code);
      expect(failed.message).to.include(String(status));
    });
  }
});
