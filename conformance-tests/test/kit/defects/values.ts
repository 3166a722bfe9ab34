import type { EvaluationContext, FlagValue, FlagValueType } from '@openfeature/core';
import type { Flags } from '#src/reference/backend.js';
import { ReferenceProvider } from '#src/reference/provider.js';
import { defect, type Defect } from './defect.js';

type Details = ReturnType<ReferenceProvider['peek']>;

/** A provider whose answers pass through a change. */
export function altering(
  change: (details: Details, type: FlagValueType, found: FlagValue, key: string, given: FlagValue) => Details,
): Defect['make'] {
  return class extends ReferenceProvider {
    protected override evaluate(
      flags: Flags,
      type: FlagValueType,
      key: string,
      value: FlagValue,
      context: EvaluationContext,
    ) {
      const details = super.evaluate(flags, type, key, value, context);
      const flag = flags.get(key);
      return change(details, type, flag?.variants[flag.serves] ?? null, key, value);
    }
  };
}

/** A provider that makes something of what does not fit. */
const converting = (convert: (found: FlagValue, type: FlagValueType) => FlagValue | undefined) =>
  altering((details, type, found) => {
    if (details.errorCode === undefined) return details;
    const value = found === null ? undefined : convert(found, type);
    return value === undefined ? details : { value, reason: 'STATIC', variant: 'text' };
  });

const normal = ({ errorCode }: Details): boolean => errorCode === undefined;

/** What is wrong with values, types and details. */
export const valueDefects: readonly Defect[] = [
  defect(
    'takes a number from the beginning of a text',
    converting((found, type) => {
      const value = type === 'number' && typeof found === 'string' ? Number.parseFloat(found) : Number.NaN;
      return Number.isFinite(value) ? value : undefined;
    }),
    'TYPE-13',
    'TYPE-14',
  ),
  defect(
    'makes 0 of empty text',
    converting((found, type) =>
      type === 'number' && typeof found === 'string' && found.trim() === '' ? 0 : undefined,
    ),
    'TYPE-14',
  ),
  defect(
    'makes false of empty text',
    converting((found, type) => (type === 'boolean' && found === '' ? false : undefined)),
    'TYPE-15',
  ),
  defect(
    'gives the null of JSON as an object',
    converting((found, type) => (type === 'object' && found === 'null' ? ([null] as never)[0] : undefined)),
    'TYPE-16',
  ),
  defect(
    'gives a number of JSON as an object',
    converting((found, type) => (type === 'object' && found === '5' ? 5 : undefined)),
    'TYPE-16',
  ),
  defect(
    'takes malformed JSON for another type',
    altering((details) =>
      String(details.errorCode) === 'PARSE_ERROR' ? { ...details, errorCode: 'TYPE_MISMATCH' as never } : details,
    ),
    'TYPE-17',
  ),
  defect(
    'says of a mismatch only that there is one',
    altering((details) =>
      String(details.errorCode) === 'TYPE_MISMATCH' ? { ...details, errorMessage: 'type mismatch' } : details,
    ),
    'TYPE-19',
  ),
  defect(
    'gives text of everything',
    converting((found, type) => (type === 'string' ? JSON.stringify(found) : undefined)),
    'TYPE-04',
    'TYPE-08',
    'TYPE-11',
    'TYPE-18',
  ),
  defect(
    'replaces false by the default',
    altering((details, _type, _found, _key, given) =>
      normal(details) && details.value === false ? { ...details, value: given } : details,
    ),
    'RES-06',
    'RES-16',
    'TARG-05',
    'CONC-01',
  ),
  defect(
    'replaces 0 by the default',
    altering((details, _type, _found, _key, given) =>
      normal(details) && details.value === 0 ? { ...details, value: given } : details,
    ),
    'RES-08',
    'RES-09',
    'RES-16',
    'TARG-05',
  ),
  defect(
    'cuts numbers to 32 bits',
    altering((details) =>
      typeof details.value === 'number' && Number.isInteger(details.value)
        ? { ...details, value: details.value | 0 }
        : details,
    ),
    'RES-11',
  ),
  defect(
    'leaves out members that are null',
    altering((details) => {
      if (typeof details.value !== 'object' || details.value === null || Array.isArray(details.value)) return details;
      const kept = Object.entries(details.value).filter(([, value]) => value !== null);
      return { ...details, value: Object.fromEntries(kept) };
    }),
    'RES-13',
  ),
  defect(
    'shares objects with its callers',
    class extends ReferenceProvider {
      protected override evaluate(
        flags: Flags,
        type: FlagValueType,
        key: string,
        value: FlagValue,
        context: EvaluationContext,
      ) {
        const details = super.evaluate(flags, type, key, value, context);
        const flag = flags.get(key);
        const shared = flag?.variants[details.variant ?? ''];
        // Not from the cache, which copies.
        return type === 'object' && normal(details) && key === 'object-flag'
          ? { ...details, value: (this.shared ??= structuredClone(shared ?? null)), reason: 'UNKNOWN' }
          : details;
      }

      private shared: FlagValue | undefined;
    },
    'RES-14',
  ),
  defect(
    'leaves a message in normal results',
    altering((details) => (normal(details) ? { ...details, errorMessage: 'ok' } : details)),
    'RES-19',
  ),
  defect(
    'leaves an empty code in normal results',
    altering((details, _type, _found, key) =>
      key === 'string-flag' && normal(details) ? { ...details, errorCode: '' as never } : details,
    ),
    'RES-19',
  ),
  defect(
    'puts an object into the metadata',
    altering((details) => ({ ...details, flagMetadata: { ...details.flagMetadata, rule: { id: 1 } } as never })),
    'RES-20',
  ),
  defect(
    'puts null into the metadata',
    altering((details) => ({ ...details, flagMetadata: { ...details.flagMetadata, rule: null } as never })),
    'RES-20',
  ),
  defect(
    'gives the version as a number',
    altering((details) => ({ ...details, flagMetadata: { ...details.flagMetadata, version: 7 } })),
    'TEL-02',
  ),
  defect(
    'writes to metadata that it has given away',
    class extends ReferenceProvider {
      private readonly metadataOfAll: Record<string, number> = {};

      protected override evaluate(
        flags: Flags,
        type: FlagValueType,
        key: string,
        value: FlagValue,
        context: EvaluationContext,
      ) {
        const details = super.evaluate(flags, type, key, value, context);
        if (key !== 'metadata-flag') return details;
        this.metadataOfAll['times'] = (this.metadataOfAll['times'] ?? 0) + 1;
        const flagMetadata = Object.assign(this.metadataOfAll, details.flagMetadata);
        return { ...details, reason: 'UNKNOWN', flagMetadata };
      }
    },
    'RES-22',
  ),
  defect(
    'has a variant for nobody',
    altering(({ variant: _, ...details }) => details),
    'RES-15',
    'RES-16',
  ),
  defect(
    'has no reason',
    altering(({ reason, ...details }) => (reason === 'STATIC' ? details : { ...details, reason: reason ?? 'UNKNOWN' })),
    'RES-17',
    'RES-18',
    'CACHE-01',
  ),
  defect(
    'calls an answer for everybody one of targeting',
    altering((details) => (details.reason === 'STATIC' ? { ...details, reason: 'TARGETING_MATCH' } : details)),
    'RES-18',
    'CACHE-01',
  ),
  defect(
    'calls a split a match',
    altering((details) => (details.reason === 'SPLIT' ? { ...details, reason: 'TARGETING_MATCH' } : details)),
    'SPLIT-02',
  ),
  defect(
    'throws dice at each evaluation',
    altering((details) =>
      details.reason === 'SPLIT' ? { ...details, value: Math.random() < 0.5 ? 'heads' : 'tails' } : details,
    ),
    'SPLIT-01',
  ),
];
