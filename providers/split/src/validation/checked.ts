/**
 * What became of an argument. A problem or a warning is one sentence that begins with the name of the argument; it shows
 * names of flags, flag sets and properties, and never a key, an attribute or the value of a property.
 */
export type Checked<T> = Accepted<T> | Rejected;

export interface Accepted<T> {
  readonly kind: 'ok';
  /** The argument in the form that it is used in. */
  readonly value: T;
  /** What was corrected or left out; absent where nothing was. */
  readonly warnings?: readonly string[];
}

export interface Rejected {
  readonly kind: 'rejected';
  readonly problem: string;
}

export function accepted<T>(value: T, warnings?: readonly string[]): Accepted<T> {
  return warnings === undefined || warnings.length === 0 ? { kind: 'ok', value } : { kind: 'ok', value, warnings };
}

export function rejected(problem: string): Rejected {
  return { kind: 'rejected', problem };
}

export function isOk<T>(checked: Checked<T>): checked is Accepted<T> {
  return checked.kind === 'ok';
}
