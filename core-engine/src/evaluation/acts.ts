import { Branch, type Next } from './branch.js';
import { bucketOf, holdsOf, type BucketOf, type Holds } from './buckets.js';
import { FIRST, follow, NO, SECOND, YES, type Answer, type Code, type Follow, type Way } from './code.js';
import type { Run } from './compiled.js';
import { branchOn } from './conditions/compile.js';
import { decisionOf, type Decision } from './decision.js';
import { endingOf, failedEnding } from './ending.js';
import { EvaluationFailure } from './failure.js';
import { murmur3 } from './hash/murmur3.js';
import { slotsOfIdentifier } from './identifier-slots.js';
import { entered } from './layout.js';
import { splitInLevels } from './levels.js';
import type { Act, Bucket, Fail, FailCode, FlagProgram, Outcome, Range, Serve, Split, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope } from './scope.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';
import { sharesOfKey } from './unit-shares.js';

/** Finds the compiled rest of the program that a `goto` leads to. */
export type Labels = (step: string) => Next;

/** Where an act of one step leads: to its ending, or on to what comes `after` where it yields nothing. */
export function actOf(act: Act, step: Step, program: FlagProgram, scope: FlagScope, labels: Labels, after: Next): Next {
  switch (act.do) {
    case 'serve':
      return serve(act, step, program, scope);
    case 'split':
      return split(act, step, program, scope, labels, after);
    case 'caller':
      return caller(step, program, scope);
    case 'fail':
      return fail(act, step, program);
    case 'next':
      return after;
    case 'goto':
      return labels(act.step);
    default:
      throw new ProgramError(`the act "${String((act as { do: unknown }).do)}" is unknown`);
  }
}

/** An act that no other way leads on from. */
function ending(decide: Run): Next {
  return new Branch(decideBy, decide);
}

function decideBy(code: Code, at: number, subject: Subject, state: State): Answer {
  return (code[at + 1] as Run)(subject, state);
}

function serve(act: Serve, step: Step, program: FlagProgram, scope: FlagScope): Next {
  const outcome = outcomeAt(program, act.outcome);
  if (act.mark === undefined || typeof act.mark === 'boolean') return served(outcome, step, act.mark);
  if (outcome.fault !== undefined) return failing(outcome.fault);
  return branchOn(act.mark, served(outcome, step, true), served(outcome, step, false), scope);
}

/** An outcome, always; or the failure that deciding for it is. */
function served(outcome: Outcome, step: Step, mark?: boolean): Next {
  if (outcome.fault !== undefined) return failing(outcome.fault);
  return endingOf(outcome, step.label, step.reason, mark);
}

function fail(act: Fail, step: Step, program: FlagProgram): Next {
  if (act.stop === true) return failing(act.message, act.code);
  const outcome = act.outcome === undefined ? undefined : outcomeAt(program, act.outcome);
  return failedEnding(outcome, step.label, { code: act.code, message: act.message });
}

function failing(message: string, code: FailCode = 'GENERAL'): Next {
  const failure = new EvaluationFailure(code, message);
  return ending(() => {
    throw failure;
  });
}

function caller(step: Step, program: FlagProgram, scope: FlagScope): Next {
  scope.onCaller();
  const known = new Map<string, Run>();
  for (const outcome of program.outcomes) {
    if (outcome.variant === null || known.has(outcome.variant)) continue;
    known.set(outcome.variant, entered(served(outcome, step)) as Run);
  }
  // A caller names the same variant again and again: what was built for the last one that is unknown here is kept.
  let last: Decision | undefined;
  return ending((subject, state) => {
    const variant = state.fallback ?? null;
    const found = variant === null ? undefined : known.get(variant);
    if (found !== undefined) return found(subject, state);
    if (last?.outcome?.variant === variant) return last;
    return (last = decisionOf(scope.head, { variant, value: variant }, step.label, step.reason));
  });
}

function split(act: Split, step: Step, program: FlagProgram, scope: FlagScope, labels: Labels, after: Next): Next {
  const ways = act.ranges.map((range) => actOf(range.then, step, program, scope, labels, after));
  const miss = act.miss === undefined ? after : actOf(act.miss, step, program, scope, labels, after);
  const quick = scope.recorder === undefined ? quickSplit(act, ways, miss, scope) : undefined;
  if (quick !== undefined) return quick;
  const plain = bucketOf(act.bucket, scope);
  const bucket = scope.recorder === undefined ? plain : scope.recorder.bucket(plain);
  const shares = act.ranges.flatMap((range, at) => [holdsOf(act.bucket.space, range), ways[at]]);
  return new Branch(shareOf, miss, bucket, shares.length, ...shares);
}

function quickSplit({ bucket, ranges }: Split, ways: readonly Next[], miss: Next, scope: FlagScope): Next | undefined {
  if (bucket.space === 'two-level') return splitInLevels(bucket, ranges, ways, miss, scope);
  return (
    inTwo(bucket, ranges, ways) ??
    sharesOfKey(bucket, ranges, ways, miss) ??
    slotsOfIdentifier(bucket, ranges, ways, miss)
  );
}

/** The everyday rollout: two shares that follow each other and leave nobody out, by the usual hash of the usual unit. */
function inTwo(bucket: Bucket, ranges: readonly Range[], [one, two]: readonly Next[]): Next | undefined {
  const [first, second] = ranges;
  const { space, hash, of, salt, encoding, seed = 0 } = bucket;
  const ordinary =
    space === 'percent' &&
    hash === 'murmur3' &&
    of.from === 'bucketing-key' &&
    salt === undefined &&
    encoding === undefined;
  if (!ordinary || ranges.length !== 2 || first?.from !== 0 || second?.from !== first.to || !(second.to >= 100))
    return undefined;
  return new Branch(eitherByPercent, one, two, seed, first.to);
}

function eitherByPercent(code: Code, at: number, subject: Subject, state: State): Answer {
  const bucket = (murmur3(subject.bucketingKey, code[at + FIRST] as number) % 100) + 1;
  const way = code[at + (bucket <= (code[at + SECOND] as number) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

// Where a split has its parts. Shares are pairs: what holds a bucket, and where it leads.
const MISS = 1;
const BUCKET = 2;
const LENGTH = 3;
const SHARES = 4;

function shareOf(code: Code, at: number, subject: Subject, state: State): Answer {
  const bucket = (code[at + BUCKET] as BucketOf)(subject, state);
  const end = at + SHARES + (code[at + LENGTH] as number);
  for (let share = at + SHARES; share < end; share += 2)
    if ((code[share] as Holds)(bucket)) return follow(code, code[share + 1] as Way, subject, state);
  return follow(code, code[at + MISS] as Way, subject, state);
}

function outcomeAt(program: FlagProgram, at: number): Outcome {
  const outcome = program.outcomes[at];
  if (outcome === undefined)
    throw new ProgramError(`there is no outcome ${String(at)}: the program has ${String(program.outcomes.length)}`);
  return outcome;
}
