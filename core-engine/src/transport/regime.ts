import type { HttpOutcome, HttpResponse } from './transport.js';

/** The answers that stay the same until somebody changes a key, an address or a certificate. */
const NEEDS_SOMEBODY: ReadonlySet<number> = new Set([401, 403, 404]);

/** The three ways in which HTTP has written a date (RFC 9110, 5.6.7) all begin with the name of a day. */
const HTTP_DATE = /^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? /;

/**
 * Which regime of the back-off a failure belongs to: `extended` for what a person has to mend (401, 403, 404 and a
 * certificate that is not trusted), `normal` for what passes by itself.
 */
export function regimeOf(outcome: HttpOutcome): 'normal' | 'extended' {
  const needsSomebody = outcome.kind === 'response' ? NEEDS_SOMEBODY.has(outcome.status) : outcome.problem === 'tls';
  return needsSomebody ? 'extended' : 'normal';
}

/**
 * How long the other side asks us to stay away (`Retry-After`, RFC 9110, 10.2.3: seconds or a date), in milliseconds, at
 * least 0. How much of it is believed is the caller's to say.
 *
 * @param now in epoch milliseconds
 * @returns `undefined` when it does not ask, or not in a way that can be understood
 */
export function retryAfterMs({ headers }: Pick<HttpResponse, 'headers'>, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, Number.MAX_SAFE_INTEGER);
  // The oldest form names no time zone and means this one.
  const date = HTTP_DATE.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}
