/** What each digit is written as (spec §4.2). */
const LETTERS = 'QBWSPHDXZU';

/**
 * The token of one attempt to connect (spec §4.2): the secret with the time hidden in it. The server refuses one that is
 * more than 30 seconds old.
 *
 * @param now epoch milliseconds
 * @param random from 0 (included) to 1 (excluded)
 */
export function connectionToken(envSecret: string, now: number, random: number): string {
  const text = envSecret.replace(/=+$/, '');
  const digits = String(now);
  const time = lettersOf(now, digits.length);
  const start = Math.max(Math.floor(random * text.length), 2);
  return lettersOf(start, 3) + lettersOf(time.length, 2) + text.slice(0, start) + time + text.slice(start);
}

/** The last `length` digits of a number, in letters. */
function lettersOf(number: number, length: number): string {
  const digits = String(number).padStart(length, '0').slice(-length);
  return digits.replace(/\d/g, (digit) => LETTERS[Number(digit)] ?? '');
}
