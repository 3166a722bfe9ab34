import { showName } from '@polyflag/core-engine';
import { showType } from '../validation/show.js';

/** Whether a value is of the kind that a field takes. */
export type Guard<T> = (value: unknown) => value is T;

/** Reads the fields of one object of a file, and says of each that it replaced what was expected there. */
export class Fields {
  readonly source: Readonly<Record<string, unknown>>;
  private readonly place: string;
  private readonly warnings: string[];
  private readonly index: number | undefined;

  /**
   * @param place where the object stands, for the warnings
   * @param index which it is of the list that stands there; it has a name then, which is shown too
   */
  constructor(source: Readonly<Record<string, unknown>>, place: string, warnings: string[], index?: number) {
    this.source = source;
    this.place = place;
    this.warnings = warnings;
    this.index = index;
  }

  /** The field; the replacement where it is missing or null, and, with a warning, where it is of another kind. */
  read<T>(name: string, isRight: Guard<T>, expected: string, replacement: T): T {
    const value = this.source[name];
    if (value === undefined || value === null) return replacement;
    if (isRight(value)) return value;
    const isShown = typeof replacement !== 'object' && replacement !== undefined;
    const used = isShown ? `${String(replacement)} is used` : 'it is left out';
    this.warn(`${name}: expected ${expected}, found ${describe(value)}; ${used}`);
    return replacement;
  }

  warn(message: string): void {
    this.warnings.push(`${this.here()}: ${message}`);
  }

  /** Put together only when something is wrong: of ten thousand places hardly one is ever shown. */
  private here(): string {
    return this.index === undefined
      ? this.place
      : `${this.place}[${this.index}], ${showName(String(this.source.name))}`;
  }
}

/** Numbers and booleans are shown, for they are nobody's secret; text is not. */
function describe(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : showType(value);
}

export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';

export const isList: Guard<readonly unknown[]> = (value) => Array.isArray(value);

export const isFilledText: Guard<string> = (value): value is string => typeof value === 'string' && value.trim() !== '';

/** A whole number that is at least so much. */
export function isWholeFrom(least: number): Guard<number> {
  return (value): value is number => Number.isInteger(value) && (value as number) >= least;
}

export function isOneOf<T>(...values: readonly T[]): Guard<T> {
  return (value): value is T => (values as readonly unknown[]).includes(value);
}
