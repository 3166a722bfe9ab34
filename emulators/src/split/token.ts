import type { Clock } from '@polyflag/core-engine';
import { createHmac, randomBytes } from 'node:crypto';

/** The channels of an environment, and what may be done with each (spec §5.1). */
export const channels = {
  flags: 'NzM2_MTEx_splits',
  ruleBasedSegments: 'NzM2_MTEx_flags',
  segments: 'NzM2_MTEx_segments',
  primary: 'control_pri',
  secondary: 'control_sec',
} as const;

const capability = JSON.stringify({
  [channels.flags]: ['subscribe'],
  [channels.segments]: ['subscribe'],
  [channels.ruleBasedSegments]: ['subscribe'],
  [channels.primary]: ['subscribe', 'channel-metadata:publishers'],
  [channels.secondary]: ['subscribe', 'channel-metadata:publishers'],
});

export type TokenState = 'valid' | 'expired' | 'unknown';

/** Issues the tokens with which a stream is opened, and knows them again. */
export class Tokens {
  private readonly clock: Clock;
  private readonly secret = randomBytes(32);
  private readonly expiries = new Map<string, number>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  issue(lifetimeSeconds: number): string {
    const iat = Math.floor(this.clock.now() / 1_000);
    const exp = iat + lifetimeSeconds;
    const head = encoded({ alg: 'HS256', kid: '5YZGhQ', typ: 'JWT' });
    // Two tokens of one second must differ, or they would expire together.
    const jti = String(this.expiries.size);
    const claims = encoded({ 'x-ably-capability': capability, 'x-ably-clientId': 'clientId', exp, iat, jti });
    const signature = createHmac('sha256', this.secret).update(`${head}.${claims}`).digest('base64url');
    const token = `${head}.${claims}.${signature}`;
    this.expiries.set(token, exp * 1_000);
    return token;
  }

  stateOf(token: string): TokenState {
    const expiry = this.expiries.get(token);
    if (expiry === undefined) return 'unknown';
    return expiry > this.clock.now() ? 'valid' : 'expired';
  }

  /** Every token issued so far is over. */
  expire(): void {
    for (const token of this.expiries.keys()) this.expiries.set(token, -Infinity);
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
