import { isRaw } from '@polyflag/core-engine';
import { isOk } from '../validation/checked.js';
import { checkFlagSets } from '../validation/flag-sets.js';
import type { ConditionWire, FlagWire, PrerequisiteWire } from '../wire/definitions.js';
import { CONTROL, everybody, seedsOf, TRAFFIC_TYPE } from './build-flag.js';
import { type Fields, type Guard, isBoolean, isFilledText, isList, isOneOf, isWholeFrom } from './fields.js';

const isShare: Guard<number> = (value): value is number => typeof value === 'number' && value >= 0 && value <= 100;

const isStatus = isOneOf<'ACTIVE' | 'ARCHIVED'>('ACTIVE', 'ARCHIVED');

const isAlgo = isOneOf(2);

const isChangeNumber = isWholeFrom(0);

const isInteger: Guard<number> = (value): value is number => Number.isInteger(value);

/** What many flags have none of: they share it. */
const NONE: readonly never[] = Object.freeze([]);

/**
 * A feature flag of a JSON file, every missing field with its default (§8.2). What conditions hold stays as it was written,
 * and so does a flag that lacks nothing: it is the object that was parsed.
 */
export function completeFlag(name: string, fields: Fields): FlagWire {
  if (isComplete(fields.source)) return fields.source;
  const trafficTypeName = fields.read('trafficTypeName', isFilledText, 'a text', TRAFFIC_TYPE);
  return {
    name,
    trafficTypeName,
    changeNumber: readChangeNumber(fields),
    status: readStatus(fields),
    killed: fields.read('killed', isBoolean, 'true or false', false),
    defaultTreatment: fields.read('defaultTreatment', isFilledText, 'a treatment', CONTROL),
    // 0 stands for none, as it does in exports.
    seed: readSeed('seed', fields) || seedsOf(name).seed,
    trafficAllocationSeed: readSeed('trafficAllocationSeed', fields) || seedsOf(name).trafficAllocationSeed,
    trafficAllocation: fields.read('trafficAllocation', isShare, 'a number from 0 to 100', 100),
    algo: fields.read('algo', isAlgo, '2, the only hash of a localhost file', 2),
    conditions: withRuleForAll(conditionsOf(fields), trafficTypeName),
    configurations: fields.read<Readonly<Record<string, unknown>>>('configurations', isRaw, 'an object', {}),
    sets: flagSets(fields),
    impressionsDisabled: fields.read('impressionsDisabled', isBoolean, 'true or false', false),
    prerequisites: fields.read('prerequisites', isList, 'a list', NONE) as readonly PrerequisiteWire[],
  };
}

/**
 * Whether the right thing is in every field that is replaced where it is not. Most flags of an export are so, and a
 * field that is asked for by its own name is several times cheaper, in code that runs for the first time, than one that
 * is asked for by any.
 */
function isComplete(flag: FlagWire | Readonly<Record<string, unknown>>): flag is FlagWire {
  return (
    isFilledText(flag.trafficTypeName) &&
    isChangeNumber(flag.changeNumber) &&
    isStatus(flag.status) &&
    isBoolean(flag.killed) &&
    isFilledText(flag.defaultTreatment) &&
    isSeed(flag.seed) &&
    isSeed(flag.trafficAllocationSeed) &&
    isShare(flag.trafficAllocation) &&
    isAlgo(flag.algo) &&
    isRaw(flag.configurations) &&
    isEmptyList(flag.sets) &&
    isList(flag.conditions) &&
    isRuleForAll(flag.conditions.at(-1)) &&
    (flag.impressionsDisabled === undefined || isBoolean(flag.impressionsDisabled)) &&
    (flag.prerequisites === undefined || isList(flag.prerequisites))
  );
}

function isSeed(value: unknown): boolean {
  return isInteger(value) && value !== 0;
}

function isEmptyList(value: unknown): boolean {
  return isList(value) && value.length === 0;
}

function readSeed(field: 'seed' | 'trafficAllocationSeed', fields: Fields): number | undefined {
  return fields.read<number | undefined>(field, isInteger, 'an integer', undefined);
}

export function readChangeNumber(fields: Fields): number {
  return fields.read('changeNumber', isChangeNumber, 'a whole number from 0', 0);
}

export function readStatus(fields: Fields): 'ACTIVE' | 'ARCHIVED' {
  return fields.read('status', isStatus, 'ACTIVE or ARCHIVED', 'ACTIVE');
}

export function conditionsOf(fields: Fields): readonly ConditionWire[] {
  // A list of whatever was written; decoding looks at each of them.
  return fields.read('conditions', isList, 'a list', NONE) as readonly ConditionWire[];
}

/** A flag ends with a rule for everybody: where there is none, with one that serves `off`. */
function withRuleForAll(conditions: readonly ConditionWire[], trafficType: string): readonly ConditionWire[] {
  if (isRuleForAll(conditions.at(-1))) return conditions;
  const off = [
    { treatment: 'on', size: 0 },
    { treatment: 'off', size: 100 },
  ];
  return [...conditions, everybody(off, trafficType)];
}

function isRuleForAll(condition: unknown): boolean {
  if (!isRaw(condition) || condition.conditionType !== 'ROLLOUT' || !isRaw(condition.matcherGroup)) return false;
  const { matchers } = condition.matcherGroup;
  if (!Array.isArray(matchers)) return false;
  return (matchers as readonly unknown[]).some(isAllKeys);
}

function isAllKeys(matcher: unknown): boolean {
  return isRaw(matcher) && matcher.matcherType === 'ALL_KEYS';
}

function flagSets(fields: Fields): readonly string[] {
  const list = fields.read('sets', isList, 'a list', NONE);
  if (list.length === 0) return NONE;
  const checked = checkFlagSets(list);
  if (!isOk(checked)) {
    fields.warn(`sets: ${checked.problem}`);
    return [];
  }
  for (const warning of checked.warnings ?? []) fields.warn(`sets: ${warning}`);
  return checked.value;
}
