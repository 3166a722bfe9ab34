import type { Version } from './versions.js';

/**
 * Versions of one to three numbers, the type named `version`. What is missing counts as 0; a number has no leading zeros,
 * in a pre-release neither. They are ordered as `compareVersions` orders them.
 */
export function parseShortVersion(text: string): Version | undefined {
  const plus = text.indexOf('+');
  if (
    plus >= 0 &&
    !text
      .slice(plus + 1)
      .split('.')
      .every(isIdentifier)
  )
    return undefined;
  const unbuilt = plus < 0 ? text : text.slice(0, plus);
  const dash = unbuilt.indexOf('-');
  const preRelease = dash < 0 ? [] : unbuilt.slice(dash + 1).split('.');
  if (!preRelease.every(isOrderedIdentifier)) return undefined;
  const [major = '', minor = '0', patch = '0', ...more] = (dash < 0 ? unbuilt : unbuilt.slice(0, dash)).split('.');
  if (more.length > 0 || !isNumber(major) || !isNumber(minor) || !isNumber(patch)) return undefined;
  return { core: [major, minor, patch], preRelease, text };
}

function isOrderedIdentifier(identifier: string): boolean {
  return isIdentifier(identifier) && (isNumber(identifier) || !isAll(identifier, isDigit));
}

/** Letters, digits and hyphens. */
function isIdentifier(identifier: string): boolean {
  return identifier !== '' && isAll(identifier, isIdentifierUnit);
}

function isNumber(digits: string): boolean {
  return digits !== '' && isAll(digits, isDigit) && (digits === '0' || !digits.startsWith('0'));
}

function isAll(text: string, is: (unit: number) => boolean): boolean {
  for (let at = 0; at < text.length; at += 1) if (!is(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isIdentifierUnit(unit: number): boolean {
  const lower = unit | 0x20;
  return isDigit(unit) || unit === 0x2d || (lower >= 0x61 && lower <= 0x7a);
}
