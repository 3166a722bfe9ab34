// Types that read a value the way its sort says it and guess nothing. `values.ts` names them.

/** Strings, also empty ones; numbers and booleans as text. */
export function text(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** Longer text is no number that anybody means, and is not read to its end. */
const LONGEST_NUMBER = 1_024;

/** Finite numbers, and text that holds a decimal number, perhaps with blanks around it. */
export function decimal(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && isDecimalText(value) ? decimal(Number(value)) : undefined;
}

/** Booleans, and the words true and false in lower case. */
export function strictBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : undefined;
}

/** What tells decimal text from everything else that JavaScript reads as a number: a digit, and no letter but an `e`. */
function isDecimalText(text: string): boolean {
  if (text.length > LONGEST_NUMBER) return false;
  let digits = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) digits = true;
    else if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a && (unit | 0x20) !== 0x65) return false;
  }
  return digits;
}
