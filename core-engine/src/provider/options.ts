import { invalidOption, showKey } from './errors.js';
import {
  type Alias,
  type Group,
  isRecord,
  type Option,
  type OptionsOf,
  type Refused,
  type Schema,
  wrong,
} from './option-kinds.js';
import { nearest } from './suggest.js';

/** Options as they were checked, and what the user is to be told of them. */
export interface ReadOptions<S extends Schema> {
  /** Frozen; lists and groups in it too. */
  readonly options: OptionsOf<S>;
  /** One sentence each, for the log. */
  readonly warnings: readonly string[];
}

/**
 * Checks the configuration of a provider or a client against its schema, and fills in the defaults. Only own members count;
 * one that is `undefined` was not given.
 *
 * @param owner whose configuration it is, the beginning of every message: `SplitProvider`
 * @throws CodedError GENERAL that names the option and what it takes; of the value only its kind, or the number
 */
export function readOptions<S extends Schema>(owner: string, given: unknown, schema: S): ReadOptions<S> {
  if (given !== undefined && !isRecord(given))
    throw invalidOption(`${owner}: the configuration is an object of options`);
  const warnings: string[] = [];
  try {
    return { options: readGroup(given ?? {}, schema, '', warnings) as OptionsOf<S>, warnings };
  } catch (error) {
    throw error instanceof Error ? invalidOption(`${owner}: ${error.message}`) : error;
  }
}

/** A group of options within an option: `urls: { sdk, events }`. */
export function group<S extends Schema>(members: S): Group<S> {
  const takes = `an object of ${optionNames(members).join(', ')}`;
  return {
    takes,
    members,
    default: readGroup({}, members, '', []) as OptionsOf<S>,
    read(value, name) {
      if (!isRecord(value)) throw wrong(name, takes, value);
      return readGroup(value, members, `${name}.`, []) as OptionsOf<S>;
    },
  };
}

/** @param prefix what comes before the names of members in messages */
function readGroup(
  given: object,
  schema: Schema,
  prefix: string,
  warnings: string[],
): Readonly<Record<string, unknown>> {
  const plain = withoutAliases(new Map(givenMembers(given)), schema, prefix, warnings);
  const values = optionNames(schema).map((name): [string, unknown] => {
    const option = schema[name] as Option<unknown>;
    const value = plain.get(name);
    return [name, value === undefined ? option.default : option.read(value, prefix + name)];
  });
  return Object.freeze(Object.fromEntries(values));
}

/** Names are checked, and what was given under an alias is put where it belongs. */
function withoutAliases(
  given: ReadonlyMap<string, unknown>,
  schema: Schema,
  prefix: string,
  warnings: string[],
): ReadonlyMap<string, unknown> {
  const plain = new Map(given);
  for (const [name, value] of given) {
    const entry = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (entry === undefined) throw unknownOption(prefix, name, schema);
    if (isRefused(entry)) throw invalidOption(`"${prefix}${name}" is no option here: ${entry.refused}`);
    if (!isAlias(entry)) continue;
    place(plain, schema, entry.aliasOf, prefix + name, value);
    if (entry.warning !== undefined) warnings.push(`"${prefix}${name}": ${entry.warning}`);
  }
  return plain;
}

/** Puts a value that was given as `alias` where `path` says, checked already so that messages name it as the user does. */
function place(plain: Map<string, unknown>, schema: Schema, path: string, alias: string, value: unknown): void {
  const [name = '', member] = path.split('.');
  const target = schema[name] as Option<unknown>;
  if (member === undefined) {
    if (plain.has(name)) throw bothGiven(alias, path);
    plain.set(name, target.read(value, alias));
    return;
  }
  const siblings = plain.get(name) ?? {};
  // What is no group at all is told when the group is read.
  if (!isRecord(siblings)) return;
  if (siblings[member] !== undefined) throw bothGiven(alias, path);
  const option = target.members?.[member] as Option<unknown>;
  plain.set(name, { ...siblings, [member]: option.read(value, alias) });
}

function bothGiven(alias: string, path: string): Error {
  return invalidOption(`"${alias}" is another name of "${path}": give one of them`);
}

function unknownOption(prefix: string, name: string, schema: Schema): Error {
  const names = Object.keys(schema).filter((other) => !isRefused(schema[other] as Schema[string]));
  const meant = nearest(name, names);
  const unknown = `unknown option ${showKey(prefix + name)}`;
  if (meant === undefined) return invalidOption(`${unknown}; there are ${optionNames(schema).join(', ')}`);
  return invalidOption(`${unknown}; did you mean "${prefix}${meant}", which takes ${takenBy(meant, schema)}?`);
}

function takenBy(name: string, schema: Schema): string {
  const entry = schema[name] as Option<unknown> | Alias;
  if (!isAlias(entry)) return entry.takes;
  const [target = '', member] = entry.aliasOf.split('.');
  const option = schema[target] as Option<unknown>;
  return member === undefined ? option.takes : (option.members?.[member] as Option<unknown>).takes;
}

function givenMembers(given: object): [string, unknown][] {
  return Object.entries(given).filter(([, value]) => value !== undefined);
}

function optionNames(schema: Schema): string[] {
  return Object.keys(schema).filter((name) => 'takes' in (schema[name] as object));
}

function isAlias(entry: Schema[string]): entry is Alias {
  return 'aliasOf' in entry;
}

function isRefused(entry: Schema[string]): entry is Refused {
  return 'refused' in entry;
}
