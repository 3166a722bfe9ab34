import { expect } from 'chai';
import { readPermission } from '#src/sync/network/token.js';

/** Of spec §5.1. */
const TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ4LWFibHktY2FwYWJpbGl0eSI6IntcImMxX2ZsYWdzXCI6W1wic3Vic2NyaWJlXCJdLFwiY29udHJvbF9wcmlcIjpbXCJzdWJzY3JpYmVcIixcImNoYW5uZWwtbWV0YWRhdGE6cHVibGlzaGVyc1wiXX0iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0.c2ln';

function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const payload = {
    'x-ably-capability': JSON.stringify({ c1_flags: ['subscribe'] }),
    iat: 1_700_000_000,
    exp: 1_700_003_600,
    ...claims,
  };
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
}

const granted = (body: Readonly<Record<string, unknown>>) => readPermission({ pushEnabled: true, ...body });

describe('permission to stream (§5.1)', () => {
  it("grants the channels of the token, and counts the publishers of those that say so: the vendor's example", () => {
    expect(granted({ token: TOKEN, connDelay: 5 })).to.deep.equal({
      kind: 'granted',
      token: TOKEN,
      channels: ['c1_flags', '[?occupancy=metrics.publishers]control_pri'],
      connDelayMs: 5_000,
      renewAfterMs: 3_000_000,
      expires: 1_700_003_600,
    });
  });

  it('counts the publishers of control channels by their name as well', () => {
    const rights = { control_sec: ['subscribe'], other: ['channel-metadata:publishers'], plain: [] };
    const permission = granted({ token: tokenOf({ 'x-ably-capability': JSON.stringify(rights) }) });
    expect(permission)
      .to.have.property('channels')
      .that.deep.equals([
        '[?occupancy=metrics.publishers]control_sec',
        '[?occupancy=metrics.publishers]other',
        'plain',
      ]);
  });

  for (const [connDelay, ms] of [
    [0, 0],
    [7, 7_000],
    [undefined, 60_000],
    [-1, 60_000],
    ['5', 60_000],
    [null, 60_000],
  ] as const) {
    it(`asks to wait ${ms} ms where connDelay is ${String(connDelay)}`, () => {
      expect(granted({ token: TOKEN, connDelay })).to.have.property('connDelayMs', ms);
    });
  }

  for (const [life, seconds] of [
    [3_600, 3_000],
    [601, 1],
    [600, 300],
    [10, 30],
    [-5, 30],
  ] as const) {
    it(`is renewed after ${seconds} seconds where the token lives for ${life}`, () => {
      const token = tokenOf({ iat: 100, exp: 100 + life });
      expect(granted({ token })).to.have.property('renewAfterMs', seconds * 1_000);
    });
  }

  it('is off where the backend says so', () => {
    for (const body of [{ pushEnabled: false, token: '' }, { pushEnabled: false, token: TOKEN }, { token: '' }, {}]) {
      expect(readPermission(body)).to.deep.equal({ kind: 'off' });
    }
    expect(granted({ token: '' })).to.deep.equal({ kind: 'off' });
  });

  for (const [what, body] of [
    ['a list', []],
    ['without a token', { pushEnabled: true }],
    ['with a token that is no JWT', { pushEnabled: true, token: 'abc' }],
    ['with a token that no URL can hold', { pushEnabled: true, token: `${TOKEN}&x=1` }],
    ['with claims that are no JSON', { pushEnabled: true, token: 'e30.e30x.c2ln' }],
    ['with a token that never expires', { pushEnabled: true, token: tokenOf({ exp: undefined }) }],
    ['with channels that are no JSON', { pushEnabled: true, token: tokenOf({ 'x-ably-capability': '{' }) }],
    ['without channels', { pushEnabled: true, token: tokenOf({ 'x-ably-capability': undefined }) }],
  ] as const) {
    it(`${what} is unreadable, and shows nothing of the token`, () => {
      const permission = readPermission(body);
      expect(permission.kind).to.equal('unreadable');
      expect(JSON.stringify(permission)).to.not.include('e30').and.not.include('c2ln');
    });
  }
});
