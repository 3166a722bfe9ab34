import { deepEqual, equal, fail, ok } from './assert.js';
import type { EvaluationDetails, FlagValue, FlagValueType, ResolutionDetails } from '@openfeature/core';
import { flagOf, servedValue, type HeldRole } from '../flags.js';
import type { Bound } from '../running/bound.js';
import { shown } from '../running/bound.js';
import type { Scene } from '../running/scene.js';

/** All types that there are. */
export const types: readonly FlagValueType[] = ['boolean', 'string', 'number', 'object'];

/** The codes that an error may have. */
export const errorCodes: ReadonlySet<unknown> = new Set([
  'PROVIDER_NOT_READY',
  'PROVIDER_FATAL',
  'FLAG_NOT_FOUND',
  'PARSE_ERROR',
  'TYPE_MISMATCH',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'GENERAL',
]);

/** The reasons that the specification names. */
export const standardReasons: ReadonlySet<unknown> = new Set([
  'STATIC',
  'DEFAULT',
  'TARGETING_MATCH',
  'SPLIT',
  'CACHED',
  'DISABLED',
  'STALE',
  'UNKNOWN',
  'ERROR',
]);

/** Defaults that no flag of the catalogue serves. */
export const callersDefault: Readonly<Record<FlagValueType, FlagValue>> = {
  boolean: true,
  string: 'the default of the caller',
  number: -17,
  object: { default: 'of the caller' },
};

/** A default that is not what the role's flag serves. */
export function otherThan(role: HeldRole): FlagValue {
  const { type } = flagOf(role);
  return type === 'boolean' ? servedValue(role) !== true : callersDefault[type];
}

type Details = ResolutionDetails<FlagValue>;

/** Evaluates a role's flag with a default that differs, and judges that what is served is the value that is given. */
export async function expectServed(
  scene: Scene,
  bound: Bound,
  role: HeldRole,
  value: FlagValue = servedValue(role),
  context = scene.context,
): Promise<EvaluationDetails<FlagValue>> {
  const key = scene.key(role);
  const { type } = flagOf(role);
  const different = type === 'boolean' ? value !== true : callersDefault[type];
  const details = await bound.details(type, key, different, context);
  judgeValue(details, value, key);
  equal(details.flagKey, key, `${shown(key)}: flagKey`);
  return details;
}

/** Judges a normal result: the value, strictly or deeply, and no trace of an error. */
export function judgeValue(details: Details, value: FlagValue, key: string): void {
  judgeNormal(details, key);
  equal(typeof details.value, typeof value, `${shown(key)}: the type of the value`);
  deepEqual(plain(details.value), value, `${shown(key)}: the value`);
}

/** Judges that a result is no error. */
export function judgeNormal({ errorCode, errorMessage, reason }: Details, key: string): void {
  if (errorCode !== undefined && (errorCode as string) !== '' && (errorCode as unknown) !== null) {
    fail(`${shown(key)}: ${errorCode}${errorMessage === undefined ? '' : ` (${errorMessage})`}, a value was expected`);
  }
  ok(reason !== 'ERROR', `${shown(key)}: the reason is ERROR`);
}

/** Judges an error: one of the codes, the reason ERROR, the caller's default and no variant. */
export function judgeRefused(
  details: EvaluationDetails<FlagValue>,
  codes: readonly string[],
  defaultValue: FlagValue,
  what: string,
): void {
  const { errorCode, value, variant } = details;
  if (errorCode === undefined) fail(`${what}: no error, but the value ${JSON.stringify(value)}`);
  ok(codes.includes(errorCode), `${what}: ${errorCode}, not ${codes.join(' or ')}`);
  judgeDefaulted(details, defaultValue, what);
  equal(variant, undefined, `${what}: the variant of an error`);
}

/** Judges that the caller got his default because of an error. */
export function judgeDefaulted(details: Details, defaultValue: FlagValue, what: string): void {
  equal(details.reason, 'ERROR', `${what}: the reason`);
  deepEqual(details.value, defaultValue, `${what}: the value is not the caller's default`);
}

/** How a provider answers when it is asked without the SDK: with details, or by throwing. */
export type DirectAnswer =
  | { readonly kind: 'value'; readonly details: Details }
  | { readonly kind: 'error'; readonly code: unknown; readonly message: string };

/** Asks without the SDK, and makes one of the two ways to signal an error. */
export async function answerOf(asked: () => Promise<Details>): Promise<DirectAnswer> {
  try {
    const details = await asked();
    const { errorCode, errorMessage } = details;
    if (errorCode === undefined) return { kind: 'value', details };
    return { kind: 'error', code: errorCode, message: errorMessage ?? '' };
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    return { kind: 'error', code, message: typeof message === 'string' ? message : '' };
  }
}

/** Whether a value is one of a type, as the application takes it. */
export function isOfType(type: FlagValueType, value: unknown): boolean {
  if (type === 'object') return typeof value === 'object' && value !== null;
  return typeof value === type;
}

/** A copy with ordinary prototypes, for comparing. */
function plain(value: FlagValue): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}
