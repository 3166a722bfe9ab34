import { bucketOf, holdsOf } from '../buckets.js';
import type { Condition } from '../program.js';
import { ProgramError } from '../program-error.js';
import type { Scope } from '../scope.js';
import { readOf } from '../sources.js';
import { inBucket } from './bucket.js';
import type { Check } from './check.js';
import { all, any, constant, fail, guard, not } from './logic.js';
import { flag, isMember, keyIsMember, rule } from './references.js';
import { test } from './test.js';

/** Compiles a condition. */
export function checkOf(condition: Condition, scope: Scope): Check {
  const check = plainCheckOf(condition, scope);
  return scope.recorder === undefined ? check : scope.recorder.condition(condition, check, scope);
}

function plainCheckOf(condition: Condition, scope: Scope): Check {
  switch (condition.if) {
    case 'constant':
      return constant(condition.value);
    case 'all':
      return all(condition.of.map((inner) => checkOf(inner, scope)));
    case 'any':
      return any(condition.of.map((inner) => checkOf(inner, scope)));
    case 'not':
      return not(checkOf(condition.of, scope));
    case 'test':
      return test(condition, scope, (problem) => {
        scope.onProblem(problem);
      });
    case 'member': {
      const cell = scope.segmentCell(condition.segment);
      return condition.of.from === 'key' ? keyIsMember(cell) : isMember(cell, readOf(condition.of, scope));
    }
    case 'rule':
      return rule(condition, scope.ruleCell(condition.rule));
    case 'flag':
      return flag(condition, scope.flagCell(condition.flag), (problem) => {
        scope.onProblem(problem);
      });
    case 'bucket': {
      const bucket = bucketOf(condition.bucket, scope);
      return inBucket(
        scope.recorder === undefined ? bucket : scope.recorder.bucket(bucket),
        condition.ranges.map((range) => holdsOf(condition.bucket.space, range)),
      );
    }
    case 'fail':
      return fail(condition.code, condition.message);
    case 'guard':
      return guard(checkOf(condition.of, scope));
    default:
      throw new ProgramError(`the condition "${String((condition as { if: unknown }).if)}" is unknown`);
  }
}
