/** One row of a vector file: what was recorded, and how ours is asked. */
export interface VectorCase {
  /** Where the row stands in the file: its section, its place, its name. */
  readonly id: string;
  readonly expected: unknown;
  /** Gives our answer. What it throws is our answer too, and a failure. */
  answer(): unknown;
}

/** A row that is not run, and by which rule. */
export interface SkippedCase {
  readonly id: string;
  readonly rule: string;
}

/** Everything a file asks. */
export interface VectorSuite {
  readonly cases: readonly VectorCase[];
  readonly skipped: readonly SkippedCase[];
}

/** Turns the parsed file of one vendor's format into cases. @throws FormatError */
export type ReadVectors = (document: unknown) => VectorSuite;

/** The file is not of the format. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

/** A JSON object, and nothing else. */
export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError(`${what} is not an object`);
  return value as Readonly<Record<string, unknown>>;
}

/** A list of JSON objects. */
export function rowsOf(value: unknown, what: string): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) throw new FormatError(`${what} is not a list`);
  return value.map((row, at) => objectOf(row, `${what}[${String(at)}]`));
}
