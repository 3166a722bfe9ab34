import { isRaw } from '@polyflag/core-engine';
import { isTextList } from '../../wire/matchers.js';

/** What the backend says about streaming (spec §5.1). */
export type Permission = Granted | { readonly kind: 'off' } | { readonly kind: 'unreadable'; readonly problem: string };

export interface Granted {
  readonly kind: 'granted';
  readonly token: string;
  /** As they stand in the request: those whose publishers are counted say so. */
  readonly channels: readonly string[];
  /** How long to wait before the stream is opened. */
  readonly connDelayMs: number;
  /** After how long another token is needed. */
  readonly renewAfterMs: number;
  /** When the token expires, in epoch seconds. */
  readonly expires: number;
}

const DEFAULT_DELAY_S = 60;

/** So long before it expires a token is replaced, in seconds. */
const GRACE_S = 600;

/** A token of a shorter life than the grace is replaced at half of it, but no more often than this, in seconds. */
const LEAST_LIFE_S = 30;

/** The right to hear how many publishers a channel has. */
const COUNTED_RIGHT = 'channel-metadata:publishers';
const COUNTED = '[?occupancy=metrics.publishers]';

/** Reads the answer of the authentication. The signature is for the stream's server to check. */
export function readPermission(body: unknown): Permission {
  if (!isRaw(body)) return unreadable('it is no object');
  const { pushEnabled, token, connDelay } = body;
  if (pushEnabled !== true || token === '') return { kind: 'off' };
  if (typeof token !== 'string') return unreadable('it holds no token');
  // It goes into a URL.
  const [, payload] = token.split('.');
  if (payload === undefined || !/^[\w.~+/=-]+$/.test(token)) return unreadable('the token is no JWT');
  const claims = parse(Buffer.from(payload, 'base64url').toString());
  const { iat, exp } = claims ?? {};
  const capability = claims?.['x-ably-capability'];
  const rights = typeof capability === 'string' ? parse(capability) : undefined;
  if (typeof iat !== 'number' || typeof exp !== 'number') return unreadable('the token does not say when it expires');
  if (rights === undefined) return unreadable('the token names no channels');
  return {
    kind: 'granted',
    token,
    channels: channelsOf(rights),
    connDelayMs: 1_000 * (typeof connDelay === 'number' && connDelay >= 0 ? connDelay : DEFAULT_DELAY_S),
    renewAfterMs: 1_000 * lifeOf(exp - iat),
    expires: exp,
  };
}

function lifeOf(seconds: number): number {
  return seconds > GRACE_S ? seconds - GRACE_S : Math.max(seconds / 2, LEAST_LIFE_S);
}

function channelsOf(rights: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(rights).map(([channel, granted]) => {
    const counted = channel.startsWith('control_') || (isTextList(granted) && granted.includes(COUNTED_RIGHT));
    return counted ? COUNTED + channel : channel;
  });
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isRaw(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(problem: string): Permission {
  return { kind: 'unreadable', problem };
}
