import { jsonText } from './json-values.js';
import type { Bucket } from './program.js';
import { ProgramError } from './program-error.js';

/** How a unit becomes the text that is hashed; `undefined`: it has no bucket. */
export function unitTextOf({ encoding }: Bucket): (value: unknown) => string | undefined {
  switch (encoding) {
    case undefined:
      return unitText;
    case 'json':
      return jsonUnitText;
    case 'ascii':
      return (value) => unitText(value)?.replace(/[^\0-\x7f]/g, '?');
    case 'base64':
      return base64UnitText;
    default:
      throw new ProgramError(`the encoding "${String(encoding)}" is unknown`);
  }
}

/** Text as it is, numbers and booleans as text. */
export function unitText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function jsonUnitText(value: unknown): string | undefined {
  const text = jsonText(value);
  return text === '' ? undefined : text;
}

function base64UnitText(value: unknown): string | undefined {
  const text = unitText(value);
  return text === undefined ? undefined : Buffer.from(text, 'utf8').toString('base64');
}
