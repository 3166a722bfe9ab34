import type { EvaluationDetails, FlagValue, FlagValueType } from '@openfeature/core';
import { canonicalFlags, flagOf, type HeldRole } from '../flags.js';
import type { Bound } from '../running/bound.js';
import type { Scene } from '../running/scene.js';
import { callersDefault, otherThan } from './values.js';

/** An evaluation with what was asked. */
export interface Swept {
  readonly role: string;
  readonly type: FlagValueType;
  readonly key: string;
  readonly default: FlagValue;
  readonly details: EvaluationDetails<FlagValue>;
}

/** The flags of the cases RES-01 to RES-13. */
const servedRoles: readonly HeldRole[] = [
  'boolean-flag',
  'string-flag',
  'integer-flag',
  'float-flag',
  'object-flag',
  'boolean-zero-flag',
  'string-zero-flag',
  'integer-zero-flag',
  'float-zero-flag',
  'object-zero-flag',
  'large-integer-flag',
  'huge-integer-flag',
  'integral-float-flag',
  'nested-object-flag',
];

/** The roles among them that a provider serves. */
export function rolesServed(scene: Scene): HeldRole[] {
  const { absentFlags = {} } = scene.adapter;
  return servedRoles.filter(
    (role) =>
      absentFlags[role] === undefined &&
      (flagOf(role).type !== 'object' || scene.has('object')) &&
      (!/^(large|huge)-/.test(role) || scene.has('large-integers')),
  );
}

/** Evaluates every flag that is served, each by its own type. */
export async function sweepServed(scene: Scene, bound: Bound): Promise<Swept[]> {
  const swept: Swept[] = [];
  for (const role of rolesServed(scene)) swept.push(await one(scene, bound, role, flagOf(role).type, otherThan(role)));
  return swept;
}

/** Asks for what is not there, and for what has another type. */
export async function sweepRefused(scene: Scene, bound: Bound): Promise<Swept[]> {
  const swept: Swept[] = [];
  for (const type of ['boolean', 'string', 'number', 'object'] as const) {
    swept.push(await one(scene, bound, 'missing-flag', type, callersDefault[type]));
  }
  for (const type of ['boolean', 'number', 'object'] as const) {
    swept.push(await one(scene, bound, 'wrong-flag', type, callersDefault[type]));
  }
  return swept.filter(({ details }) => details.errorCode !== undefined || details.reason === 'ERROR');
}

/** Every flag there is by its own type, the odd ones too. */
export async function sweepAll(scene: Scene, bound: Bound): Promise<Swept[]> {
  const { absentFlags = {} } = scene.adapter;
  const roles = (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => absentFlags[role] === undefined);
  const swept: Swept[] = [];
  for (const role of roles) swept.push(await one(scene, bound, role, flagOf(role).type, otherThan(role)));
  return swept;
}

async function one(
  scene: Scene,
  bound: Bound,
  role: HeldRole | 'missing-flag',
  type: FlagValueType,
  defaultValue: FlagValue,
): Promise<Swept> {
  const key = scene.key(role);
  return { role, type, key, default: defaultValue, details: await bound.details(type, key, defaultValue) };
}
