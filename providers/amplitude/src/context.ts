import type { EvaluationContext } from '@openfeature/core';
import type { ExperimentUser } from './wire/user.js';

/** The members of a user that are text, in the order in which they are sent (spec §1.3). */
export const textFields = [
  'device_id',
  'user_id',
  'country',
  'city',
  'region',
  'dma',
  'language',
  'platform',
  'version',
  'os',
  'device_manufacturer',
  'device_brand',
  'device_model',
  'carrier',
  'library',
  'ip_address',
] as const;

/** The others, each with what it holds. */
const tableFields = {
  user_properties: (value: unknown) => tableOf(value),
  groups: groupsOf,
  group_properties: (value: unknown) => tableOf(value, (ofType) => tableOf(ofType, (ofName) => tableOf(ofName))),
  cohort_ids: textsOf,
  group_cohort_ids: (value: unknown) => tableOf(value, (ofType) => tableOf(ofType, textsOf)),
} as const;

/** By each name that a context may have it under: the vendor's, and the same in camel case. */
export const fieldsByName: ReadonlyMap<string, string> = new Map(
  [...textFields, ...Object.keys(tableFields)].flatMap((field) => [
    [field, field],
    [camelCase(field), field],
  ]),
);

/** Every name that a context may have such a field under; every other one but the targeting key is a property. */
export const contextFields: ReadonlySet<string> = new Set(fieldsByName.keys());

/** The user of a context, or why there is none. */
export type ReadContext =
  | { readonly kind: 'user'; readonly user: ExperimentUser; readonly key: string }
  | { readonly kind: 'unusable'; readonly problem: string }
  /** Neither a user id nor a device id, where one is demanded. */
  | { readonly kind: 'unidentified' };

/**
 * The user of a context (spec §6.2), and a text that is the same for the same user. His members are in one order, and so are
 * his properties: what lies between here and the backend keeps answers by the bytes of a request.
 */
export function userOfContext(context: EvaluationContext, requireIdentity = false): ReadContext {
  try {
    const user = userOf(context);
    const key = JSON.stringify(user);
    return requireIdentity && !user.user_id && !user.device_id ? { kind: 'unidentified' } : { kind: 'user', user, key };
  } catch (error) {
    const problem = error instanceof Unusable ? error.message : 'the context cannot be written as JSON';
    return { kind: 'unusable', problem };
  }
}

/** A member of the context that cannot be meant. */
class Unusable extends Error {}

function userOf(context: EvaluationContext): ExperimentUser {
  const fields = new Map<string, unknown>();
  const loose: [string, unknown][] = [];
  for (const [name, value] of Object.entries(context) as [string, unknown][]) {
    if (value === undefined || name === 'targetingKey') continue;
    const field = fieldsByName.get(name);
    if (field === undefined) loose.push([name, value]);
    // The vendor's own spelling goes before the other.
    else if (value !== null && (name === field || !fields.has(field))) fields.set(field, value);
  }
  const { targetingKey } = context as { readonly targetingKey?: unknown };
  if (!fields.has('user_id') && targetingKey !== undefined && targetingKey !== null) {
    if (typeof targetingKey !== 'string') throw new Unusable('the targeting key is no text');
    if (targetingKey.trim() !== '') fields.set('user_id', targetingKey);
  }
  const members: [string, unknown][] = [];
  for (const field of textFields) {
    if (fields.has(field)) members.push([field, textOf(field, fields.get(field))]);
  }
  for (const [field, read] of Object.entries(tableFields)) {
    const own = fields.has(field) ? read(fields.get(field)) : undefined;
    if (fields.has(field) && own === undefined) throw new Unusable(`"${field}" is not of the form that it has`);
    const value = field === 'user_properties' ? merged(loose, own) : own;
    if (value !== undefined) members.push([field, inOrder(value)]);
  }
  return Object.fromEntries(members);
}

/** Loose members of the context, and over them those that are properties by name. */
function merged(loose: readonly [string, unknown][], own: unknown): unknown {
  if (loose.length === 0) return own;
  return Object.fromEntries(new Map([...loose, ...Object.entries(own ?? {})] as [string, unknown][]));
}

function textOf(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unusable(`"${field}" is no text`);
}

/** One name stands for a list of it. */
function groupsOf(value: unknown): unknown {
  return tableOf(value, (names) => (typeof names === 'string' ? [names] : textsOf(names)));
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

/** A table of which every member is as it has to be; `undefined` for everything else. */
function tableOf(value: unknown, member?: (value: unknown) => unknown): unknown {
  if (!isTable(value)) return undefined;
  if (member === undefined) return value;
  const members = Object.entries(value).map(([name, one]): [string, unknown] => [name, member(one)]);
  return members.some(([, one]) => one === undefined) ? undefined : Object.fromEntries(members);
}

/** A copy in which the names of every table are in order. What JSON cannot hold is left for JSON to refuse. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]): [string, unknown] => [name, inOrder(one)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
