import type { EvaluationContext, FlagValue, FlagValueType, ResolutionDetails } from '@openfeature/core';
import type { Flags, ReferenceFlag } from './backend.js';

type Details = ResolutionDetails<FlagValue>;

/** The details of an error, by its code as text. */
export function refused(code: string, message: string, value: FlagValue): Details {
  return { value, reason: 'ERROR', errorCode: code as never, errorMessage: message };
}

/** One evaluation, by the specification. */
export function evaluateReference(
  flags: Flags,
  type: FlagValueType,
  key: string,
  defaultValue: FlagValue,
  context: EvaluationContext,
): Details {
  const flag = flags.get(key);
  if (flag === undefined)
    return refused('FLAG_NOT_FOUND', `there is no flag ${JSON.stringify(key.slice(0, 40))}`, defaultValue);
  if (flag.kind === 'disabled') return { value: defaultValue, reason: 'DISABLED' };
  if (flag.kind === 'no-default') return { value: defaultValue, reason: 'DEFAULT' };
  const { variant, reason } = decide(flag, context);
  const found = flag.variants[variant] ?? null;
  const read = readValue(type, found);
  if ('code' in read) {
    const message = `flag ${JSON.stringify(key)}: wanted ${type}, found ${typeof found}`;
    return refused(read.code, message, defaultValue);
  }
  return { value: read.value, variant, reason, flagMetadata: { ...flag.metadata } };
}

function decide(
  flag: ReferenceFlag,
  context: EvaluationContext,
): { readonly variant: string; readonly reason: string } {
  const { kind, serves, rule } = flag;
  if (kind === 'split') {
    const names = Object.keys(flag.variants);
    return { variant: names[hash(context.targetingKey ?? '') % names.length] ?? serves, reason: 'SPLIT' };
  }
  if (rule === undefined) return { variant: serves, reason: 'STATIC' };
  const variant = rule(context);
  return { variant, reason: variant === serves ? 'DEFAULT' : 'TARGETING_MATCH' };
}

/** Text that begins as JSON does is read as an object; nothing else is converted. */
function readValue(type: FlagValueType, found: FlagValue): { readonly value: FlagValue } | { readonly code: string } {
  if (type === 'object' && typeof found === 'string' && /^[[{]/.test(found)) {
    try {
      return { value: JSON.parse(found) as FlagValue };
    } catch {
      return { code: 'PARSE_ERROR' };
    }
  }
  const fits = type === 'object' ? typeof found === 'object' && found !== null : typeof found === type;
  return fits ? { value: structuredClone(found) } : { code: 'TYPE_MISMATCH' };
}

function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return (sum ^ (sum >>> 15)) >>> 0;
}
