import type { FlagValueType } from '@openfeature/core';
import {
  mismatch,
  readAs,
  type BooleanWords,
  type Decision,
  type Json,
  type Metadata,
  type Outcome,
  type Read,
  type Resolution,
} from '@polyflag/core-engine';
import type { ProviderSettings } from './config/settings.js';
import { isDefault, textOfValue } from './wire/variant.js';

type Rules = Pick<ProviderSettings, 'valueSource' | 'defaultVariant' | 'booleanVariants'>;

/** What a flag offers to be read as a value: text, and what is attached to the variant. */
interface Offer {
  readonly text: string | undefined;
  readonly payload: Json | undefined;
}

/** How a decision that was fetched is served: the labels of such decisions. */
const reasons: Readonly<Record<string, string>> = { cache: 'CACHED', stale: 'STALE' };

/** The kind of a flag that the backend evaluated. */
export const REMOTE = 'remote';

/** Amplitude's decisions in OpenFeature's terms (spec §6.3, §6.4). */
export function resolutionBy(rules: Rules): Resolution {
  const words = {
    true: ['on', 'true', ...rules.booleanVariants.on],
    false: ['off', 'false', ...rules.booleanVariants.off],
    ignoreCase: true,
  };
  return (decision, { type }) => {
    const { error, outcome } = decision;
    const flagMetadata = metadataOf(decision);
    if (error !== undefined) return { kind: 'error', ...error, flagMetadata };
    const reason = reasonOf(decision);
    if (outcome === undefined) return { kind: 'default', reason, flagMetadata };
    const variant = outcome.variant ?? textOfValue(outcome.value);
    const notAssigned = isDefault({ metadata: outcome.metadata ?? null });
    if (notAssigned && rules.defaultVariant === 'fallback') return { kind: 'default', variant, reason, flagMetadata };
    const read = readOffer(offerOf(outcome, notAssigned, rules), type, words);
    if (read.kind === 'value') return { ...read, variant, reason, flagMetadata };
    if (!notAssigned) return { ...read, flagMetadata };
    if (type === 'boolean') return { kind: 'value', value: false, variant, reason, flagMetadata };
    return { kind: 'default', variant, reason, flagMetadata };
  };
}

/** Without a value the key stands for it, but not the key of who is not assigned. */
function offerOf({ variant, value, payload }: Outcome, notAssigned: boolean, { valueSource }: Rules): Offer {
  const text = textOfValue(value) ?? (notAssigned ? undefined : (variant ?? undefined));
  return {
    text: valueSource === 'payload' ? undefined : text,
    payload: valueSource === 'value' ? undefined : payload,
  };
}

function readOffer(offer: Offer, type: FlagValueType, words: BooleanWords): Read {
  switch (type) {
    case 'boolean':
      return readBoolean(offer, words);
    case 'string':
      return readString(offer);
    case 'number':
      return readNumber(offer);
    case 'object':
      return readObject(offer);
  }
}

function readBoolean({ text, payload }: Offer, words: BooleanWords): Read {
  return typeof payload === 'boolean' ? { kind: 'value', value: payload } : readAs('boolean', text, { words });
}

function readString({ text, payload }: Offer): Read {
  return readAs('string', (text ?? '') === '' && typeof payload === 'string' ? payload : text);
}

function readNumber({ text, payload }: Offer): Read {
  const found = typeof payload === 'string' ? payload.trim() : payload;
  const read = readAs('number', found);
  return read.kind === 'value' || text === undefined ? read : readAs('number', text.trim());
}

/** Text that does not even begin as an object or a list is no bad JSON, but another kind of value. */
function readObject({ text, payload }: Offer): Read {
  if (typeof payload === 'object' && payload !== null) return readAs('object', payload);
  if (text !== undefined && !/^\s*[[{]/.test(text)) return mismatch('object', 'a string that is no JSON object');
  return readAs('object', text);
}

function reasonOf({ flag, label, reason }: Decision): string {
  return (flag?.kind === REMOTE ? reasons[label] : undefined) ?? reason;
}

/**
 * The primitive members of the vendor's metadata. Where the reason may tell how an answer was served, how it was decided is
 * beside them: an answer has the same metadata whether it was asked for, kept, or too old.
 */
function metadataOf({ flag, outcome, reason }: Decision): Metadata {
  const decidedBy = flag?.kind === REMOTE ? { decidedBy: reason } : {};
  return { ...outcome?.metadata, ...outcome?.parameters, ...decidedBy };
}
