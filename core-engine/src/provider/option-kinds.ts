import { invalidOption } from './errors.js';
import { isRaw as isRecord } from '../sync/wire.js';
import { kindOf } from './kind-of.js';

export { isRecord };

/** One option: what it takes, and what it is when it is not given. */
export interface Option<T> {
  /** What it takes, to stand after `"name" takes …`. */
  readonly takes: string;
  readonly default: T;
  /** The options in it, if it is a group. */
  readonly members?: Schema;
  /**
   * The value, checked. Not called for `undefined`.
   *
   * @param name how the user wrote it, for messages
   * @throws CodedError that names the option and what it takes, and of the value its kind only
   */
  read(value: unknown, name: string): T;
}

/** Another name for an option: `readTimeout`, or `urls.sdk` for a member of a group. Giving both is an error. */
export interface Alias<P extends string = string> {
  readonly aliasOf: P;
  /** Said once when the alias is used; not of one within a group. */
  readonly warning?: string;
}

/** A name that users of another SDK may try. */
export interface Refused {
  /** What to write instead, a sentence. */
  readonly refused: string;
}

export type Schema = Readonly<Record<string, Option<unknown> | Alias | Refused>>;

/** What a schema gives: every option is there, with its default if it was not given. */
export type OptionsOf<S extends Schema> = {
  readonly [K in keyof S as S[K] extends Option<unknown> ? K : never]: S[K] extends Option<infer T> ? T : never;
};

/** Options within an option. */
export interface Group<M extends Schema> extends Option<OptionsOf<M>> {
  readonly members: M;
}

/** What a user may give: every option, and every alias, or none. The type of a constructor's `config`. */
export type ConfigOf<S extends Schema> = {
  readonly [K in keyof S as S[K] extends Refused ? never : K]?: GivenAs<S[K], S> | undefined;
};

type GivenAs<E, S extends Schema> =
  E extends Group<infer M> ? ConfigOf<M> : E extends Option<infer T> ? T : E extends Alias<infer P> ? At<S, P> : never;

/** What the option at a path takes. */
type At<S extends Schema, P extends string> = P extends keyof S
  ? GivenAs<S[P], S>
  : P extends `${infer G}.${infer M}`
    ? S[G] extends Group<infer I>
      ? At<I, M>
      : never
    : never;

export interface NumberSpec {
  readonly min?: number;
  readonly max?: number;
  /** Default: fractions are welcome. */
  readonly integer?: boolean;
  /** For messages: `milliseconds`. */
  readonly unit?: string;
}

interface Default<T> {
  readonly default: T;
}

/** Another name for an option. */
export function alias<const P extends string>(aliasOf: P, warning?: string): Alias<P> {
  return warning === undefined ? { aliasOf } : { aliasOf, warning };
}

export function refused(instead: string): Refused {
  return { refused: instead };
}

export function boolean(spec: Default<boolean>): Option<boolean>;
export function boolean(): Option<boolean | undefined>;
export function boolean(spec?: Default<boolean>): Option<boolean | undefined> {
  return checked('true or false', (value) => typeof value === 'boolean', spec?.default);
}

/** Text that is not blank. */
export function string(spec: Default<string>): Option<string>;
export function string(): Option<string | undefined>;
export function string(spec?: Default<string>): Option<string | undefined> {
  return checked(
    'a string',
    (value): value is string => typeof value === 'string' && value.trim() !== '',
    spec?.default,
  );
}

/** A finite number. */
export function number(spec: NumberSpec & Default<number>): Option<number>;
export function number(spec?: NumberSpec): Option<number | undefined>;
export function number(spec: NumberSpec & Partial<Default<number>> = {}): Option<number | undefined> {
  const { min = -Infinity, max = Infinity, integer = false } = spec;
  const isOne = (value: unknown): value is number =>
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    (!integer || Number.isInteger(value));
  return checked(describeNumber(spec), isOne, spec.default);
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[], spec: Default<NoInfer<W>>): Option<W>;
export function oneOf<const W extends string>(words: readonly W[]): Option<W | undefined>;
export function oneOf<W extends string>(words: readonly W[], spec?: Default<W>): Option<W | undefined> {
  const takes = `one of ${words.map((word) => `"${word}"`).join(', ')}`;
  return checked(takes, (value): value is W => words.includes(value as W), spec?.default);
}

/** A list; a frozen copy of it. */
export function list<T>(item: Option<T>, spec: Default<readonly NonNullable<T>[]>): Option<readonly NonNullable<T>[]>;
export function list<T>(item: Option<T>): Option<readonly NonNullable<T>[] | undefined>;
export function list<T>(
  item: Option<T>,
  spec?: Default<readonly NonNullable<T>[]>,
): Option<readonly NonNullable<T>[] | undefined> {
  const takes = `a list, each item ${item.takes}`;
  return {
    takes,
    default: spec === undefined ? undefined : Object.freeze([...spec.default]),
    read(value, name) {
      if (!Array.isArray(value)) throw wrong(name, takes, value);
      return Object.freeze(value.map((member: unknown, i) => item.read(member, `${name}[${i}]`) as NonNullable<T>));
    },
  };
}

/** A URL that ends with its path; the value is without slashes at its end. The message never shows it: it may hold a password. */
export function url(spec: Default<string> & { readonly protocols?: readonly string[] }): Option<string>;
export function url(spec?: { readonly protocols?: readonly string[] }): Option<string | undefined>;
export function url(
  spec: Partial<Default<string>> & { readonly protocols?: readonly string[] } = {},
): Option<string | undefined> {
  const protocols = spec.protocols ?? ['http:', 'https:'];
  const takes = `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return {
    takes,
    default: spec.default,
    read(value, name) {
      if (typeof value !== 'string' || !URL.canParse(value)) throw wrong(name, takes, value);
      if (!protocols.includes(new URL(value).protocol)) throw wrong(name, takes, value);
      // What is asked for is put behind it.
      if (/[?#]/.test(value)) throw invalidOption(`"${name}" takes ${takes} and ends with its path; found a ? or a #`);
      return value.replace(/\/+$/, '');
    },
  };
}

/** A function; what it is called with is the vendor's business. */
export function callback<F extends (...args: never[]) => unknown>(): Option<F | undefined> {
  return checked('a function', (value): value is F => typeof value === 'function');
}

/**
 * An object of somebody's making, taken as it is.
 *
 * @param takes what it is, with its article: `a Logger`
 */
export function instance<T>(takes: string, isOne: (value: unknown) => value is T): Option<T | undefined> {
  return checked(takes, isOne);
}

/** An object with members of any name, taken as it is. */
export function record(): Option<Readonly<Record<string, unknown>> | undefined> {
  return checked('an object', isRecord);
}

/** What one of two kinds takes; the default is the first one's. */
export function either<A, B>(one: Option<A>, other: Option<B>): Option<A | NonNullable<B>> {
  const takes = `${one.takes}, or ${other.takes}`;
  return {
    takes,
    default: one.default,
    read(value, name) {
      for (const kind of [one, other]) {
        try {
          return kind.read(value, name) as A | NonNullable<B>;
        } catch {
          // The other kind may take it.
        }
      }
      throw wrong(name, takes, value);
    },
  };
}

/** The error of a value that an option does not take. */
export function wrong(name: string, takes: string, found: unknown): Error {
  return invalidOption(`"${name}" takes ${takes}; found ${shown(found)}`);
}

function checked<T>(takes: string, isOne: (value: unknown) => value is T, fallback?: T): Option<T | undefined> {
  return {
    takes,
    default: fallback,
    read(value, name) {
      if (!isOne(value)) throw wrong(name, takes, value);
      return value;
    },
  };
}

function describeNumber({ min, max, integer, unit }: NumberSpec): string {
  const kind = `a ${integer === true ? 'whole ' : ''}number${unit === undefined ? '' : ` of ${unit}`}`;
  if (min === undefined) return max === undefined ? kind : `${kind}, at most ${max}`;
  return max === undefined ? `${kind}, at least ${min}` : `${kind}, ${min} to ${max}`;
}

/** Numbers are shown, since a range is best explained by what is outside of it; text may be a secret. */
function shown(found: unknown): string {
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return typeof found === 'string' && found.trim() === '' ? 'a blank string' : kindOf(found);
}
