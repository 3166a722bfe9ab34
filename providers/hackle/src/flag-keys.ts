import type { FlagValueType } from '@openfeature/core';
import type { ProviderSettings } from './config/settings.js';
import { configName, experimentName, featureName } from './names.js';

/** What a flag key of OpenFeature means in Hackle (spec §9.1). */
export interface FlagTarget {
  readonly kind: 'experiment' | 'feature' | 'config';
  /** The name in the set. */
  readonly name: string;
  /** The parameter of the variation, for keys like `experiment:42/color`. */
  readonly parameter: string | undefined;
}

/** What a key means for a boolean, and for everything else; absent: it can mean nothing. */
interface Meaning {
  readonly boolean: FlagTarget | undefined;
  readonly other: FlagTarget | undefined;
}

const NUMBER = /^[1-9]\d{0,15}$/;

/** So many keys are remembered; an application has a few, and a hostile caller may name any number. */
const REMEMBERED = 10_000;

/** Reads flag keys, each once. */
export class FlagKeys {
  private readonly kinds: ReadonlyMap<string, FlagTarget['kind']>;
  private readonly bareNumbers: ProviderSettings['bareNumbers'];
  private readonly meanings = new Map<string, Meaning>();

  constructor({ bareNumbers, keyPrefixes }: Pick<ProviderSettings, 'bareNumbers' | 'keyPrefixes'>) {
    this.bareNumbers = bareNumbers;
    const kinds = ['experiment', 'feature', 'config'] as const;
    this.kinds = new Map([
      ...kinds.flatMap((kind) => keyPrefixes[kind].map((prefix) => [prefix, kind] as const)),
      ...kinds.map((kind) => [kind, kind] as const),
    ]);
  }

  /** What a key means for a type; `undefined`: it names nothing. */
  target(flagKey: string, type: FlagValueType): FlagTarget | undefined {
    const meaning = this.meanings.get(flagKey) ?? this.remember(flagKey);
    return type === 'boolean' ? meaning.boolean : meaning.other;
  }

  /** The keys by which what has a name in the set is evaluated: with its prefix, and by its bare number (DECISIONS 18). */
  keysOf(name: string): string[] {
    const [prefix, number = ''] = name.split(':', 2);
    const isBare = prefix !== 'config' && (this.bareNumbers === 'by-type' || this.bareNumbers === prefix);
    return isBare ? [name, number] : [name];
  }

  private remember(flagKey: string): Meaning {
    const meaning = this.read(flagKey);
    if (this.meanings.size >= REMEMBERED) this.meanings.clear();
    this.meanings.set(flagKey, meaning);
    return meaning;
  }

  private read(flagKey: string): Meaning {
    if (NUMBER.test(flagKey)) return this.readBare(flagKey);
    const colon = flagKey.indexOf(':');
    const kind = this.kinds.get(flagKey.slice(0, Math.max(colon, 0)));
    if (kind === undefined) return always(configTarget(flagKey));
    const rest = flagKey.slice(colon + 1);
    return always(kind === 'config' ? configTarget(rest) : numberedTarget(kind, rest));
  }

  private readBare(flagKey: string): Meaning {
    const { bareNumbers } = this;
    if (bareNumbers === 'config') return always(configTarget(flagKey));
    if (bareNumbers !== 'by-type') return always(numberedTarget(bareNumbers, flagKey));
    return { boolean: numberedTarget('feature', flagKey), other: numberedTarget('experiment', flagKey) };
  }
}

function always(target: FlagTarget | undefined): Meaning {
  return { boolean: target, other: target };
}

function configTarget(key: string): FlagTarget {
  return { kind: 'config', name: configName(key), parameter: undefined };
}

function numberedTarget(kind: 'experiment' | 'feature', rest: string): FlagTarget | undefined {
  const slash = rest.indexOf('/');
  const digits = slash < 0 ? rest : rest.slice(0, slash);
  const number = NUMBER.test(digits) ? Number(digits) : NaN;
  if (!Number.isSafeInteger(number)) return undefined;
  const name = kind === 'experiment' ? experimentName(number) : featureName(number);
  return { kind, name, parameter: slash < 0 ? undefined : rest.slice(slash + 1) };
}
