import type { OperatorName } from './program.js';

/**
 * Versions of two or three numbers, perhaps with a suffix: the order named `loose-version`. A missing third number is 0,
 * leading zeros do not count. A version with a suffix is below the same one without; two suffixes are compared as text.
 * Read unit by unit, in time proportional to the text, and without a new object.
 */
export class LooseVersion {
  private major = 0;
  private minor = 0;
  private patch = 0;
  /** With its hyphen; empty: none. */
  private suffix = '';

  /** @returns whether the text is a version; if not, what this held before is lost */
  read(text: string): boolean {
    const first = digitsEnd(text, 0);
    if (first === 0 || text.charCodeAt(first) !== DOT) return false;
    const second = digitsEnd(text, first + 1);
    if (second === first + 1) return false;
    this.major = Number(text.slice(0, first));
    this.minor = Number(text.slice(first + 1, second));
    this.patch = 0;
    this.suffix = '';
    if (second === text.length) return true;
    const third = digitsEnd(text, second + 1);
    if (text.charCodeAt(second) !== DOT || third === second + 1) return false;
    this.patch = Number(text.slice(second + 1, third));
    if (third === text.length) return true;
    this.suffix = text.slice(third);
    return isSuffix(text, third);
  }

  /** @returns below 0, 0, or above 0 */
  compare(other: LooseVersion): number {
    if (this.major !== other.major) return this.major < other.major ? -1 : 1;
    if (this.minor !== other.minor) return this.minor < other.minor ? -1 : 1;
    if (this.patch !== other.patch) return this.patch < other.patch ? -1 : 1;
    if (this.suffix === '') return other.suffix === '' ? 0 : 1;
    return other.suffix === '' ? -1 : compareText(this.suffix, other.suffix);
  }
}

/** Nothing runs between reading into it and comparing. */
const asked = new LooseVersion();

/**
 * How a text stands to the operands as versions. Where it is none, or none of them is, all are compared as text; otherwise
 * operands that are none are left out.
 *
 * @returns `undefined` where the operator does not order
 */
export function looseVersionRelation(
  operator: OperatorName,
  operands: readonly string[],
): ((value: unknown) => boolean) | undefined {
  const accepts = acceptance(operator);
  if (accepts === undefined) return undefined;
  const versions: LooseVersion[] = [];
  for (const operand of operands) {
    const version = new LooseVersion();
    if (version.read(operand)) versions.push(version);
  }
  return (value) => {
    const text = value as string;
    if (versions.length > 0 && asked.read(text)) {
      for (const version of versions) if (accepts(asked.compare(version))) return true;
      return false;
    }
    for (const operand of operands) if (accepts(compareText(text, operand))) return true;
    return false;
  };
}

function acceptance(operator: OperatorName): ((order: number) => boolean) | undefined {
  switch (operator) {
    case 'in':
      return (order) => order === 0;
    case 'below':
      return (order) => order < 0;
    case 'at-most':
      return (order) => order <= 0;
    case 'above':
      return (order) => order > 0;
    case 'at-least':
      return (order) => order >= 0;
    default:
      return undefined;
  }
}

const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/** Where the digits end that begin at a place. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** A hyphen, then nothing, or identifiers with a dot between them and perhaps one behind. */
function isSuffix(text: string, from: number): boolean {
  if (text.charCodeAt(from) !== HYPHEN) return false;
  let before = DOT;
  for (let at = from + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === DOT ? before === DOT : !isIdentifierUnit(unit)) return false;
    before = unit;
  }
  return true;
}

function isIdentifierUnit(unit: number): boolean {
  const lower = unit | 0x20;
  return isDigit(unit) || unit === HYPHEN || unit === UNDERSCORE || (lower >= 0x61 && lower <= 0x7a);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
