import type { Condition, FlagReference, OperatorName, ValueSource, ValueTypeName } from '@polyflag/core-engine';
import { referredFlag } from '../wire/references.js';
import type { Operator, Target, TargetCondition, ValueType } from '../wire/workspace.js';
import { CONTROL } from './variations.js';

/** Who asks for the result of another test: in a remote config parameter its exposure keeps its reason (spec §3.6). */
export type Requester = 'experiment' | 'remote-config' | 'segment';

const always: Condition = { if: 'constant', value: true };
const never: Condition = { if: 'constant', value: false };

/** One of several targets matches. */
export function anyTarget(targets: readonly Target[], requester: Requester): Condition {
  const [only, ...more] = targets.map((target) => targetMatches(target, requester));
  return only !== undefined && more.length === 0 ? only : { if: 'any', of: only === undefined ? [] : [only, ...more] };
}

/** All conditions of a target match, asked from left to right. */
export function targetMatches(target: Target, requester: Requester): Condition {
  const [only, ...more] = target.map((condition) => translateCondition(condition, requester));
  return only !== undefined && more.length === 0 ? only : { if: 'all', of: only === undefined ? [] : [only, ...more] };
}

function translateCondition(condition: TargetCondition, requester: Requester): Condition {
  const { type, name } = condition;
  switch (type) {
    case 'USER_ID':
      return matches(condition, { from: 'identifier', name });
    case 'USER_PROPERTY':
      return matches(condition, { from: 'attribute', name });
    case 'HACKLE_PROPERTY':
      return matches(condition, { from: 'extra', name });
    case 'SEGMENT':
      return inSegment(condition);
    case 'AB_TEST':
    case 'FEATURE_FLAG':
      return otherExperiment(condition, requester);
    case 'EVENT_PROPERTY':
      // No event is evaluated here (§5.1).
      return never;
    case 'COHORT':
      return requester === 'segment' ? notInSegments(type) : turned(never, condition);
    case 'NUMBER_OF_EVENTS_IN_DAYS':
    case 'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS':
      return requester === 'segment' ? notInSegments(type) : eventCount(condition);
  }
}

/** §5.2: of a list, one element that matches suffices; what is absent or of another type does not match. */
function matches(condition: TargetCondition, of: ValueSource): Condition {
  const { operator, valueType, values } = condition;
  const exists = operator === 'EXISTS';
  if (!goesWith(operator, valueType)) return turned(never, condition);
  const test: Condition = {
    if: 'test',
    of,
    operator: operatorNames[operator],
    as: exists ? 'any' : typeNames[valueType],
    values: exists ? [] : values,
    // Only properties can be lists.
    ...(of.from === 'attribute' || of.from === 'extra' ? { each: true } : {}),
  };
  return turned(test, condition);
}

/** `NOT_MATCH`. */
function turned(condition: Condition, { negated }: TargetCondition): Condition {
  if (!negated) return condition;
  return condition === never ? always : { if: 'not', of: condition };
}

const operatorNames: Readonly<Record<Operator, OperatorName>> = {
  IN: 'in',
  CONTAINS: 'contains',
  STARTS_WITH: 'starts-with',
  ENDS_WITH: 'ends-with',
  GT: 'above',
  GTE: 'at-least',
  LT: 'below',
  LTE: 'at-most',
  EXISTS: 'present',
};

const typeNames: Readonly<Record<ValueType, ValueTypeName>> = {
  STRING: 'text',
  JSON: 'text',
  NUMBER: 'decimal',
  BOOLEAN: 'strict-boolean',
  VERSION: 'version',
};

/** §5.3: what an operator has nothing to say about does not match. */
function goesWith(operator: Operator, type: ValueType): boolean {
  if (type === 'STRING' || type === 'JSON' || operator === 'IN' || operator === 'EXISTS') return true;
  return type !== 'BOOLEAN' && (operator.startsWith('GT') || operator.startsWith('LT'));
}

/** §3.7: names that follow one that matches are not looked at. */
function inSegment(condition: TargetCondition): Condition {
  const segments = condition.values.map((key): Condition => {
    if (typeof key === 'string') return { if: 'rule', rule: key, missing: 'fail' };
    return { if: 'fail', code: 'GENERAL', message: 'the key of a segment is not text' };
  });
  const [only, ...more] = segments;
  if (only === undefined) return turned(never, condition);
  return turned(more.length === 0 ? only : { if: 'any', of: segments }, condition);
}

/** §3.7: the server has nothing to compare there with. */
function notInSegments(type: string): Condition {
  return { if: 'fail', code: 'GENERAL', message: `a segment cannot be evaluated: it asks for ${type}` };
}

/** §5.1: a server has seen no events. */
function eventCount(condition: TargetCondition): Condition {
  try {
    JSON.parse(condition.name);
  } catch {
    return { if: 'fail', code: 'GENERAL', message: 'the name of an event count is not valid JSON' };
  }
  return matches(condition, { from: 'constant', value: 0 });
}

/** The ways of deciding an A/B test that count as a result of it (§3.6). */
const results = ['OVERRIDDEN', 'TRAFFIC_ALLOCATED', 'EXPERIMENT_COMPLETED'];

/** §3.6: evaluated and reported once, whether the condition holds or not; one that does not exist does not match. */
function otherExperiment(condition: TargetCondition, requester: Requester): Condition {
  const { type, operator, valueType, values, negated } = condition;
  const flag = referredFlag(condition);
  if (flag === undefined) return { if: 'fail', code: 'GENERAL', message: 'the key of another experiment is no number' };
  const exists = operator === 'EXISTS';
  const unfit = !goesWith(operator, valueType);
  const isTest = type === 'AB_TEST';
  const reference: FlagReference = {
    if: 'flag',
    flag,
    take: isTest ? 'variant' : 'value',
    in: exists || unfit ? [] : values,
    ...(unfit ? {} : { operator: operatorNames[operator], as: exists ? 'any' : typeNames[valueType] }),
    ...(negated ? { negate: true } : {}),
    ...(isTest ? { labels: results } : {}),
    missing: 'false',
    cycle: 'fail',
    once: true,
    fallback: CONTROL,
    report:
      isTest && requester === 'experiment' ? { labels: { TRAFFIC_ALLOCATED: 'TRAFFIC_ALLOCATED_BY_TARGETING' } } : true,
  };
  return reference;
}
