import { polynomial31 } from '@polyflag/core-engine';
import type { ExperimentUser } from '../wire/user.js';
import type { RawVariant } from '../wire/variant.js';

/**
 * Who got what, as one text: the same for the same user and variants, whatever the order of flags (spec §4.13).
 *
 * @param results variants by flag key, with values as they were evaluated
 */
export function canonicalOf(user: ExperimentUser, results: Readonly<Record<string, RawVariant>>): string {
  let text = `${trimmed(user.user_id)} ${trimmed(user.device_id)} `;
  for (const flagKey of Object.keys(results).sort()) {
    const key = results[flagKey]?.key;
    if ((key ?? '') !== '') text += `${flagKey.trim()} ${trimmed(key)} `;
  }
  return text;
}

/** A signed 32-bit hash, for the ids of events. */
export function hashOf(text: string): number {
  return polynomial31(text, 0);
}

function trimmed(text: unknown): string {
  if (typeof text === 'number') return String(text);
  return typeof text === 'string' ? text.trim() : '';
}
