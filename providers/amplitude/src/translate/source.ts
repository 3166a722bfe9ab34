import type { ValueSource } from '@polyflag/core-engine';

/** What a subject's document offers, which paths begin with (spec §4.4). */
export const place = {
  /** The user as he was given. */
  user: 'user',
  /** His groups, in the shape of the evaluation context. */
  groups: 'groups',
  /** The whole evaluation context. */
  context: 'context',
  /** The cohorts that he is in. */
  cohorts: 'cohorts',
  /** Whether his cohorts are known from his id, whatever he says himself. */
  identified: 'identified',
} as const;

/** What the evaluation context does not have of a user. */
const apart = ['groups', 'group_properties', 'group_cohort_ids'];

/** The members of another flag's answer that a selector can read, as the engine names them. */
const members: Readonly<Record<string, string>> = {
  key: 'variant',
  value: 'value',
  payload: 'payload',
  metadata: 'metadata',
};

/** Where a selector leads (spec §4.6); `undefined`: nowhere. */
export function sourceOf(selector: readonly string[]): ValueSource | undefined {
  const [root, ...path] = selector;
  if (selector.includes('')) return undefined;
  if (root === 'result') return resultOf(path);
  return root === 'context' ? contextOf(path) : undefined;
}

function contextOf(path: readonly string[]): ValueSource | undefined {
  const [table, name, ...rest] = path;
  if (table === 'groups' && name !== undefined) return { from: 'path', path: [place.groups, name, ...rest] };
  if (table !== 'user' || name === undefined) return { from: 'path', path: [place.context, ...path] };
  if (apart.includes(name)) return undefined;
  if (name === 'cohort_ids') return { from: 'path', path: [place.cohorts, ...rest] };
  const [inner, ...deeper] = rest;
  if (inner === undefined) return { from: name === 'user_id' ? 'identifier' : 'extra', name };
  if (name === 'user_properties' && deeper.length === 0) return { from: 'attribute', name: inner };
  return { from: 'path', path: [place.user, name, ...rest] };
}

function resultOf([flag, member, ...rest]: readonly string[]): ValueSource | undefined {
  if (flag === undefined || member === undefined) return undefined;
  const known = Object.hasOwn(members, member) ? members[member] : undefined;
  return { from: 'result', flag, path: known === undefined ? ['parameters', member, ...rest] : [known, ...rest] };
}
