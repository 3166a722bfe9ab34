import type { Decision, FlagCell } from '@polyflag/core-engine';
import type { Flag } from '../wire/flag.js';
import { textOfValue, type RawVariant, type Variant } from '../wire/variant.js';

/** What a decision is to whoever asks for variants. */
interface Kept {
  readonly raw: RawVariant;
  readonly variant: Variant;
}

/** The variant of a decision, its value as text; `undefined`: the flag has no answer. Frozen. */
export function variantOf(cell: FlagCell, decision: Decision): Variant | undefined {
  return keptOf(cell, decision)?.variant;
}

/** The same, with the value as it stands in the flag: what reports and other flags see. */
export function rawVariantOf(cell: FlagCell, decision: Decision): RawVariant | undefined {
  return keptOf(cell, decision)?.raw;
}

/** Built when it is asked for first: every answer of a flag is one decision. */
function keptOf(cell: FlagCell, { outcome, slot }: Decision): Kept | undefined {
  if (slot.vendor !== undefined) return slot.vendor as Kept;
  if (outcome === undefined) return undefined;
  const stated = (cell.wire as Flag).variants[String(outcome.id)];
  const raw: RawVariant = Object.freeze({ ...(stated as RawVariant), metadata: outcome.metadata ?? {} });
  const { value: _, ...others } = raw;
  const value = textOfValue(raw.value);
  const variant = (value === undefined ? others : { ...others, value }) as Variant;
  const kept: Kept = { raw, variant: Object.freeze(variant) };
  slot.vendor = kept;
  return kept;
}
