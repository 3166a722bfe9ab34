/** What stands for each digit (spec §4.2). */
const LETTERS = 'QBWSPHDXZU';

/** So long a token is good, in milliseconds. One from the future is as well. */
const GOOD_FOR_MS = 30_000;

/** The env secret of a connection, or why there is none. */
export type TokenReading =
  | { readonly kind: 'good'; readonly envSecret: string }
  | { readonly kind: 'bad'; readonly problem: 'malformed' | 'expired' };

/** Takes a token apart (spec §4.2). */
export function readToken(token: string, now: number): TokenReading {
  const start = numberOf(token.slice(0, 3));
  const length = numberOf(token.slice(3, 5));
  const payload = token.slice(5);
  const time = numberOf(payload.slice(start, start + length));
  if (Number.isNaN(start + length + time) || length === 0) return { kind: 'bad', problem: 'malformed' };
  const text = payload.slice(0, start) + payload.slice(start + length);
  const envSecret = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  if (idsOf(envSecret) === undefined) return { kind: 'bad', problem: 'malformed' };
  return now - time > GOOD_FOR_MS ? { kind: 'bad', problem: 'expired' } : { kind: 'good', envSecret };
}

/** Account, project and environment of an env secret (spec §1); `undefined` where it holds none. */
export function idsOf(envSecret: string): string | undefined {
  const [, account = '', project = '', environment = ''] = Buffer.from(envSecret, 'base64')
    .toString('latin1')
    .split('__');
  const ids = [account, project, environment];
  return ids.every((id) => /^\d+$/.test(id) && Number(id) !== 0) ? ids.join('__') : undefined;
}

/** An env secret for an environment. */
export function envSecretFor(ids: string): string {
  return Buffer.from(`7c1d-4e02-4%20220801093015__${ids}__default_9b2c4`).toString('base64');
}

/** Letters as the number that they stand for; NaN for other letters. */
function numberOf(letters: string): number {
  const digits = letters.replace(/[A-Z]/g, (letter) => String(LETTERS.indexOf(letter)));
  return /^\d+$/.test(digits) && !/\d/.test(letters) ? Number(digits) : NaN;
}
