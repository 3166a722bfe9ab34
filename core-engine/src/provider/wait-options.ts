import { number, type NumberSpec, type Option } from './option-kinds.js';

/** What a timer of Node can wait at most. */
const LONGEST_MILLIS = 0x7fff_ffff;
const LONGEST_SECONDS = 2_147_483;

/** A waiting time in whole milliseconds, at least 1; or as `spec` says. */
export function millis(
  fallback: number,
  spec: Omit<NumberSpec, 'max' | 'unit'> = { min: 1, integer: true },
): Option<number> {
  return number({ ...spec, default: fallback, max: LONGEST_MILLIS, unit: 'milliseconds' });
}

/** A waiting time in seconds; fractions are welcome. */
export function seconds(fallback: number, spec?: Omit<NumberSpec, 'max' | 'unit'>): Option<number>;
export function seconds(fallback: undefined, spec?: Omit<NumberSpec, 'max' | 'unit'>): Option<number | undefined>;
export function seconds(
  fallback: number | undefined,
  spec: Omit<NumberSpec, 'max' | 'unit'> = {},
): Option<number | undefined> {
  const kind = { ...spec, max: LONGEST_SECONDS, unit: 'seconds' };
  return fallback === undefined ? number(kind) : number({ ...kind, default: fallback });
}
