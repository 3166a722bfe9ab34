import { Broken, isRaw, listOrNone, type Json, type Raw } from '@polyflag/core-engine';
import { numberOf, oneOf, show } from './read.js';
import {
  keyTypes,
  operators,
  valueTypes,
  type Action,
  type KeyType,
  type Target,
  type TargetCondition,
  type TargetRule,
} from './workspace.js';

/** Where conditions stand decides what they may look at (spec §2.3). */
export type Place = 'override' | 'targeting' | 'segment';

const allowed: Readonly<Record<Place, ReadonlySet<KeyType>>> = {
  override: new Set<KeyType>(['SEGMENT']),
  targeting: new Set<KeyType>(keyTypes.filter((type) => type !== 'USER_ID')),
  segment: new Set<KeyType>([
    'USER_ID',
    'USER_PROPERTY',
    'HACKLE_PROPERTY',
    'COHORT',
    'NUMBER_OF_EVENTS_IN_DAYS',
    'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS',
  ]),
};

/** Hears of everything that is left out. */
export type Report = (problem: string) => void;

/**
 * The targets of a list that have a condition left (spec §2.4): a target without one would have everybody match.
 *
 * @throws Broken when it is no list of lists
 */
export function decodeTargets(list: readonly unknown[], place: Place, report: Report): Target[] {
  const targets: Target[] = [];
  for (const raw of list) {
    const target = decodeTarget(raw, place, report);
    if (target !== undefined) targets.push(target);
  }
  return targets;
}

/** One target; `undefined`: nothing of it is left. @throws Broken when it has no list of conditions */
export function decodeTarget(raw: unknown, place: Place, report: Report): Target | undefined {
  if (!isRaw(raw)) throw new Broken('a target is not an object');
  const conditions: TargetCondition[] = [];
  for (const condition of listOrNone(raw, 'conditions')) {
    const decoded = decodeCondition(condition, place);
    if (typeof decoded === 'string') report(`a condition is left out: ${decoded}`);
    else conditions.push(decoded);
  }
  if (conditions.length > 0) return conditions;
  report('a target without conditions is left out');
  return undefined;
}

/** The rules of which target and action can be used. @throws Broken */
export function decodeRules(list: readonly unknown[], place: Place, report: Report): TargetRule[] {
  const rules: TargetRule[] = [];
  for (const raw of list) {
    if (!isRaw(raw)) throw new Broken('a rule is not an object');
    const target = decodeTarget(raw.target, place, report);
    const action = decodeAction(raw.action);
    if (action === undefined) report('a rule is left out: its action is unknown');
    else if (target !== undefined) rules.push({ target, action });
  }
  return rules;
}

/** What serves variations; `undefined` for what a server does not know. */
export function decodeAction(raw: unknown): Action | undefined {
  if (!isRaw(raw)) return undefined;
  switch (raw.type) {
    case 'VARIATION':
      return { type: 'VARIATION', variationId: numberOf(raw, 'variationId') };
    case 'BUCKET':
      return { type: 'BUCKET', bucketId: numberOf(raw, 'bucketId') };
    default:
      return undefined;
  }
}

/** A condition, or why it is left out. */
function decodeCondition(raw: unknown, place: Place): TargetCondition | string {
  if (!isRaw(raw) || !isRaw(raw.key) || !isRaw(raw.match)) return 'it has no key and match';
  const type = oneOf(keyTypes, raw.key.type);
  if (type === undefined) return `the key type ${word(raw.key.type)} is unknown`;
  if (!allowed[place].has(type)) return `the key type ${type} does not belong there`;
  if (typeof raw.key.name !== 'string') return 'its key has no name';
  return decodeMatch(raw.match, type, raw.key.name);
}

function decodeMatch(match: Raw, type: KeyType, name: string): TargetCondition | string {
  const negation = oneOf(['MATCH', 'NOT_MATCH'], match.type);
  if (negation === undefined) return `the match type ${word(match.type)} is unknown`;
  const operator = oneOf(operators, match.operator);
  if (operator === undefined) return `the operator ${word(match.operator)} is unknown`;
  const valueType = oneOf(valueTypes, match.valueType);
  if (valueType === undefined) return `the value type ${word(match.valueType)} is unknown`;
  const values = match.values ?? [];
  if (!Array.isArray(values)) return 'its values are not a list';
  return { type, name, negated: negation === 'NOT_MATCH', operator, valueType, values: values as readonly Json[] };
}

function word(value: unknown): string {
  return typeof value === 'string' ? show(value) : 'that is no text';
}
