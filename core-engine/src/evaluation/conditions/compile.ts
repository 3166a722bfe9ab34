import { Branch, fails, holds, type Fork, type Next } from '../branch.js';
import { bucketOf, holdsOf } from '../buckets.js';
import { FIRST, NO, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import { entered } from '../layout.js';
import type { Condition } from '../program.js';
import { ProgramError } from '../program-error.js';
import type { Scope } from '../scope.js';
import { readOf } from '../sources.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { identifierInSlots } from '../identifier-slots.js';
import { keyInShare } from '../unit-shares.js';
import { inBucket } from './bucket.js';
import type { Check } from './check.js';
import { keyIsMember } from './key.js';
import { allOfMany, allOfSeveral, anyOfMany, fail, guard, isFalse, isSeveral, isTrue } from './logic.js';
import { flag, isMember, rule } from './references.js';
import { composedTest, fusedTest } from './test.js';

/** A condition of more tests than these is asked part by part in a loop, so that no condition can exhaust the stack. */
const MOST_TESTS = 32;

/** Compiles a condition into the way on from it: what it consists of leads to each other, and at last to `yes` or `no`. */
export function branchOn(condition: Condition, yes: Next, no: Next, scope: Scope): Next {
  // What is recorded must be a whole.
  const branch = scope.recorder === undefined ? structureOf(condition, yes, no, scope) : undefined;
  return branch ?? new Branch(ask, yes, no, checkOf(condition, scope));
}

function ask(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + ((code[at + FIRST] as Check)(subject, state) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

/** Compiles a condition into an answer. */
export function checkOf(condition: Condition, scope: Scope): Check {
  const structure = structureOf(condition, holds, fails, scope);
  const check = structure === undefined ? otherCheckOf(condition, scope) : checkBy(structure);
  return scope.recorder === undefined ? check : scope.recorder.condition(condition, check, scope);
}

function checkBy(structure: Next): Check {
  if (structure === holds) return isTrue;
  if (structure === fails) return isFalse;
  const answer = entered(structure);
  return (subject, state) => answer(subject, state) === true;
}

/** Conditions that are branches, or lead through them. */
function structureOf(condition: Condition, yes: Next, no: Next, scope: Scope): Next | undefined {
  switch (condition.if) {
    case 'constant':
      return condition.value ? yes : no;
    case 'all':
      if (testsOf(condition) > MOST_TESTS) return undefined;
      if (isSeveral(condition.of)) {
        const parts = condition.of.map((part) => branchOn(part, holds, fails, scope));
        // What always or never holds is no branch.
        if (parts.every((part) => part instanceof Branch)) return allOfSeveral(parts, yes, no);
      }
      return condition.of.reduceRight((next, part) => branchOn(part, next, no, scope), yes);
    case 'any':
      if (testsOf(condition) > MOST_TESTS) return undefined;
      return condition.of.reduceRight((next, part) => branchOn(part, yes, next, scope), no);
    case 'not':
      return branchOn(condition.of, no, yes, scope);
    case 'test':
      return branchOf(fusedTest(condition), yes, no);
    case 'member':
      return condition.of.from === 'key'
        ? branchOf(keyIsMember(scope.segmentCell(condition.segment)), yes, no)
        : undefined;
    case 'bucket':
      if (scope.recorder !== undefined) return undefined;
      return branchOf(
        keyInShare(condition.bucket, condition.ranges) ?? identifierInSlots(condition.bucket, condition.ranges),
        yes,
        no,
      );
    default:
      return undefined;
  }
}

function branchOf(fork: Fork | undefined, yes: Next, no: Next): Branch | undefined {
  return yes === holds && no === fails ? fork?.ask() : fork?.lead(yes, no);
}

/** How many questions a condition may come to. */
export function testsOf(condition: Condition): number {
  switch (condition.if) {
    case 'all':
    case 'any':
      return condition.of.reduce((sum, part) => sum + testsOf(part), 0);
    case 'not':
      return testsOf(condition.of);
    default:
      return 1;
  }
}

function otherCheckOf(condition: Condition, scope: Scope): Check {
  switch (condition.if) {
    case 'all':
      return allOfMany(condition.of.map((inner) => checkOf(inner, scope)));
    case 'any':
      return anyOfMany(condition.of.map((inner) => checkOf(inner, scope)));
    case 'test':
      return composedTest(condition, scope, (problem) => {
        scope.onProblem(problem);
      });
    case 'member':
      return isMember(scope.segmentCell(condition.segment), readOf(condition.of, scope));
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
