import { expect } from 'chai';
import { connectionToken } from '#src/sync/token.js';
import { ENV_SECRET } from '../support/source-rig.js';

describe('the token of a connection', () => {
  // The worked examples of spec §4.2.
  for (const [random, now, token] of [
    [0.5, 1662712345678, 'QSHBSN2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVBDDWXBWSPHDXZfXzM2X180Nl9fOThfX2RlZmF1bHRfOWIyYzQ'],
    [0, 1662700000000, 'QQWBSN2BDDWXQQQQQQQQMxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVfXzM2X180Nl9fOThfX2RlZmF1bHRfOWIyYzQ'],
    [0.7417, 999999999999, 'QHWBWN2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVfXzM2X180Nl9fOThfUUUUUUUUUUUUX2RlZmF1bHRfOWIyYzQ'],
  ] as const) {
    it(`hides the time ${now} in the secret at ${random}`, () => {
      expect(connectionToken(ENV_SECRET, now, random)).to.equal(token);
    });
  }
});
