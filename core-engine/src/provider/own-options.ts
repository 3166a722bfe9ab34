import { invalidOption } from './errors.js';
import { isRecord, type OptionsOf, type Schema } from './option-kinds.js';
import { readOptions } from './options.js';

/** A configuration taken apart: the options of a provider, and those of the client that it makes. */
export interface OwnOptions<S extends Schema> {
  /** Checked, and frozen. */
  readonly own: OptionsOf<S>;
  /** As it was given; the client checks it. */
  readonly rest: unknown;
}

/**
 * Takes a configuration apart by a schema.
 *
 * @param owner whose options the schema has, the beginning of every message: `SplitProvider`
 * @throws CodedError GENERAL that names the option and what it takes
 */
export function readOwnOptions<S extends Schema>(owner: string, given: unknown, schema: S): OwnOptions<S> {
  if (!isRecord(given)) return { own: readOptions(owner, undefined, schema).options, rest: given };
  const entries = Reflect.ownKeys(given).map((name): [PropertyKey, unknown] => [name, given[name as string]]);
  const isOwn = ([name]: [PropertyKey, unknown]): boolean => Object.hasOwn(schema, name);
  const rest: unknown = Object.fromEntries(entries.filter((entry) => !isOwn(entry)));
  return { own: readOptions(owner, Object.fromEntries(entries.filter(isOwn)), schema).options, rest };
}

/**
 * Refuses options of a client beside a client: what it is made with is said where it is made.
 *
 * @param rest what `readOwnOptions` left
 * @throws CodedError GENERAL that names the first of them
 */
export function refuseClientOptions(owner: string, rest: unknown): void {
  if (rest === undefined) return;
  if (!isRecord(rest)) throw invalidOption(`${owner}: the configuration is an object of options`);
  const [name] = Object.keys(rest);
  if (name !== undefined) {
    throw invalidOption(`${owner}: ${JSON.stringify(name)} is an option of the client that was given`);
  }
}
