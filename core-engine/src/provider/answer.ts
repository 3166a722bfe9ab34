import type { FlagMetadata, FlagValue, FlagValueType } from '@openfeature/core';
import { type Code, showKey } from './errors.js';
import type { Details, Metadata, Typed } from './face.js';
import { deepFreeze } from './freeze.js';
import { kindOf } from './kind-of.js';
import { fits, mismatch } from './typing.js';

/** Details, and the promise of them that every caller gets. */
export interface Served {
  readonly details: Details;
  readonly resolved: Promise<Details>;
}

const NO_METADATA: Readonly<FlagMetadata> = Object.freeze({});

/** What one decision comes to for one type: built once, kept with the decision. */
export class Answer {
  private readonly typed: Typed;
  /** The metadata of every details object this gives. */
  private readonly flagMetadata: Readonly<FlagMetadata>;
  private last: Served | undefined = undefined;
  private lastDefault: unknown = undefined;
  private readonly isFixed: boolean;

  constructor(typed: Typed, type: FlagValueType) {
    this.typed = checked(typed, type);
    this.flagMetadata = metadataOf(typed.flagMetadata);
    this.isFixed = this.typed.kind === 'value';
  }

  /**
   * The same object, and the same promise, each time: of a value always, of a caller's default as long as the default is
   * the same. Errors are made anew, since they name the flag key as the caller gave it.
   */
  for(flagKey: string, defaultValue: FlagValue): Served {
    const { last } = this;
    if (last !== undefined && (this.isFixed || Object.is(this.lastDefault, defaultValue))) return last;
    const { typed, flagMetadata } = this;
    if (typed.kind === 'error') return failed(typed.code, typed.message, flagKey, defaultValue, flagMetadata);
    const value = typed.kind === 'value' ? deepFreeze(typed.value) : defaultValue;
    const { reason, variant } = typed;
    const served = serve(
      typeof variant === 'string' ? { value, variant, reason, flagMetadata } : { value, reason, flagMetadata },
    );
    this.last = served;
    if (typed.kind === 'default') this.lastDefault = defaultValue;
    return served;
  }
}

/** An error in details (2.2.7, 2.3.3): the caller's default, and the flag key before the message. */
export function failed(
  code: Code,
  message: string,
  flagKey: unknown,
  defaultValue: FlagValue,
  flagMetadata = NO_METADATA,
): Served {
  return serve({
    value: defaultValue,
    reason: 'ERROR',
    errorCode: code,
    errorMessage: `flag ${showKey(flagKey)}: ${message}`,
    flagMetadata,
  });
}

function serve(details: Details): Served {
  Object.freeze(details);
  return { details, resolved: Promise.resolve(details) };
}

/** The SDK passes on any value: that it is of the asked type is the provider's duty (1.3.4). */
function checked(typed: Typed, type: FlagValueType): Typed {
  if (typed.kind !== 'value' || fits(type, typed.value)) return typed;
  const { flagMetadata } = typed;
  return { ...mismatch(type, kindOf(typed.value)), flagMetadata };
}

/** Frozen, and only what OpenFeature allows (2.2.10). */
function metadataOf(given: Metadata | undefined): Readonly<FlagMetadata> {
  if (given === undefined) return NO_METADATA;
  return Object.freeze(Object.fromEntries(Object.entries(given).filter(isAllowed)));
}

function isAllowed(entry: [string, unknown]): entry is [string, string | number | boolean] {
  const value = entry[1];
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
