import { noReferences, type Definition, type Json } from '@polyflag/core-engine';

/** A flag as the file has it. */
export interface FlagWire {
  /** Variant name → value. */
  readonly variants: Readonly<Record<string, Json>>;
  /** Tried in order; the first that holds decides. */
  readonly rules?: readonly RuleWire[];
  /** The variant where no rule holds; absent: the caller's default. */
  readonly serve?: string;
  /** The caller's default for everybody. */
  readonly off?: boolean;
  readonly metadata?: Readonly<Record<string, Json>>;
}

export interface RuleWire {
  /** Attribute, or a path to one → the values of which it has one, or what it is at least. Absent: everybody. */
  readonly when?: Readonly<Record<string, readonly Json[] | { readonly atLeast: number | string }>>;
  /** Only for so many per cent of the targeting keys. */
  readonly share?: number;
  readonly serve: string;
}

/** A flag as the store keeps it: translated at the first ask, it has to know its own key. */
export interface KeyedFlag extends FlagWire {
  readonly key: string;
}

/** What a file comes to. */
export interface Decoded {
  readonly flags: readonly Definition[];
  /** What is wrong with single flags, which are left out. */
  readonly problems: readonly string[];
}

/** @throws Error when the document is no object of flags at all */
export function decode(document: unknown): Decoded {
  if (!isTable(document)) throw new Error('a flag file is an object: flag key → flag');
  const flags: Definition[] = [];
  const problems: string[] = [];
  for (const [key, flag] of Object.entries(document)) {
    if (isFlag(flag)) flags.push(definitionOf({ ...flag, key }));
    else problems.push(`flag "${key}" is left out: it needs variants, and can serve only those`);
  }
  return { flags, problems };
}

/** A file has no versions: it is always taken whole, and the store finds what differs. */
function definitionOf(wire: KeyedFlag): Definition {
  return { name: wire.key, version: 0, wire, references: noReferences };
}

function isFlag(flag: unknown): flag is FlagWire {
  if (!isTable(flag) || !isTable(flag.variants)) return false;
  const { variants, rules = [], serve } = flag;
  const isServable = (variant: unknown): boolean => typeof variant === 'string' && Object.hasOwn(variants, variant);
  return (
    Array.isArray(rules) &&
    rules.every((rule) => isTable(rule) && isServable(rule.serve)) &&
    (serve === undefined || isServable(serve))
  );
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
