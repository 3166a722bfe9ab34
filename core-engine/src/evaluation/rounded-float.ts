/** Beyond this every number is whole. */
const FIRST_WHOLE = 2 ** 52;
const PLACES = 5;
const SCALE = 10 ** PLACES;
/** Rounding moves a number by half of this at most. */
const STEP = 1 / SCALE;
/** So far from halfway a product of doubles of this size rounds as the exact one does. */
const SURE = 0.4;
const SURE_BELOW = 2 ** 33;

/**
 * A number, or text that Python's `float` reads as one, rounded to 5 decimals by its exact value, ties to the even digit;
 * `undefined` for what is not a number. Infinities are numbers.
 */
export function roundedFloat(value: unknown): number | undefined {
  const found = floatOf(value);
  return found !== found ? undefined : rounded(found);
}

/** How a value stands to a number that is rounded already; `none`: it is not a number. */
export type Standing = 'below' | 'same' | 'above' | 'none';

/** As to compare `roundedFloat`; what is clearly apart is told without rounding. */
export function standingOf(value: unknown, operand: number): Standing {
  const found = floatOf(value);
  const apart = found - operand;
  if (apart > STEP) return 'above';
  if (apart < -STEP) return 'below';
  if (found !== found) return 'none';
  const near = rounded(found);
  if (near === operand) return 'same';
  return near < operand ? 'below' : 'above';
}

/** NaN for what is not a number. */
function floatOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return NaN;
  const plain = plainDecimal(value);
  return plain === plain ? plain : pythonFloat(value);
}

/** So long at most, digits and the power of ten that divides them are exact, and so is the quotient's rounding. */
const LONGEST_PLAIN = 15;

/** The number that short text of digits, with a point and a minus perhaps, says; NaN for other text. The usual case. */
function plainDecimal(text: string): number {
  const { length } = text;
  if (length === 0 || length > LONGEST_PLAIN) return NaN;
  const isNegative = text.charCodeAt(0) === 0x2d;
  let digits = 0;
  let count = 0;
  let scale = 0;
  for (let at = isNegative ? 1 : 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) {
      digits = digits * 10 + (unit - 0x30);
      count += 1;
      scale *= 10;
    } else if (unit === 0x2e && scale === 0) scale = 1;
    else return NaN;
  }
  if (count === 0) return NaN;
  const size = scale > 1 ? digits / scale : digits;
  return isNegative ? -size : size;
}

function rounded(value: number): number {
  const size = Math.abs(value);
  if (size >= FIRST_WHOLE) return value;
  const scaled = value * SCALE;
  const nearest = Math.round(scaled);
  if (size < SURE_BELOW && Math.abs(scaled - nearest) < SURE) return nearest / SCALE;
  // Halfway lies nothing but odd 64ths; there the language would round away from zero.
  const parts = value * 64;
  if (!Number.isInteger(parts) || parts % 2 === 0) return Number(value.toFixed(PLACES));
  return evenAt(value);
}

/** What lies halfway: its fraction is an exact product, however large the whole is. */
function evenAt(value: number): number {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  const below = Math.floor((size - whole) * SCALE);
  const digits = String(below % 2 === 0 ? below : below + 1).padStart(PLACES, '0');
  return Math.sign(value) * Number(`${String(whole)}.${digits}`);
}

const WORDS = /^[+-]?(?:inf(?:inity)?|nan)$/iu;
const NUMBER =
  /^[+-]?(?:\p{Nd}+(?:_\p{Nd}+)*\.?(?:\p{Nd}+(?:_\p{Nd}+)*)?|\.\p{Nd}+(?:_\p{Nd}+)*)(?:[eE][+-]?\p{Nd}+(?:_\p{Nd}+)*)?$/u;
const OTHER_DIGITS = /\P{ASCII}/gu;

function pythonFloat(given: string): number {
  const text = trimmed(given);
  if (WORDS.test(text)) {
    if (/nan/iu.test(text)) return NaN;
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  if (!NUMBER.test(text)) return NaN;
  return Number(text.replace(/_/gu, '').replace(OTHER_DIGITS, asciiDigit));
}

/** Without the white space around it, of which Python has its own idea. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  if (unit === 0x85) return true;
  // The byte order mark is white space to JavaScript only.
  return unit >= 0xa0 && unit !== 0xfeff && String.fromCharCode(unit).trim() === '';
}

/** Decimal digits stand in rows of ten, from zero on; some rows follow each other. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) as number;
  let first = point;
  while (isDigit(first - 1)) first -= 1;
  return String((point - first) % 10);
}

function isDigit(point: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(point));
}
