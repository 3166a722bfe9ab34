import { bucketOf, holdsOf, type BucketOf, type Holds } from './buckets.js';
import type { Decide } from './compiled.js';
import type { Check } from './conditions/check.js';
import { checkOf } from './conditions/compile.js';
import { decisionOf, type Decision } from './decision.js';
import { EvaluationFailure } from './failure.js';
import { murmur3 } from './hash/murmur3.js';
import type { Act, Fail, FailCode, FlagProgram, Outcome, Serve, Split, Step } from './program.js';
import { ProgramError } from './program-error.js';
import type { FlagScope } from './scope.js';
import { constantly, type CompiledAct, type Run } from './steps.js';

/** Finds the compiled rest of the program that a `goto` leads to. */
export type Labels = (step: string) => Decide;

/** Compiles an act of one step. */
export function actOf(act: Act, step: Step, program: FlagProgram, scope: FlagScope, labels: Labels): CompiledAct {
  switch (act.do) {
    case 'serve':
      return serve(act, step, program, scope);
    case 'split':
      return split(act, step, program, scope, labels);
    case 'caller':
      return caller(step, program, scope);
    case 'fail':
      return fail(act, step, program, scope);
    case 'next':
      return { run: nothing };
    case 'goto':
      return { run: labels(act.step) };
    default:
      throw new ProgramError(`the act "${String((act as { do: unknown }).do)}" is unknown`);
  }
}

const nothing: Run = () => undefined;

function serve(act: Serve, step: Step, program: FlagProgram, scope: FlagScope): CompiledAct {
  const outcome = outcomeAt(program, act.outcome);
  if (act.mark === undefined || typeof act.mark === 'boolean') return served(outcome, step, scope, act.mark);
  if (outcome.fault !== undefined) return { run: failing(outcome.fault), total: true };
  const decide = (mark: boolean): Decision => decisionOf(scope.head, outcome, step.label, step.reason, mark);
  return marked(checkOf(act.mark, scope), decide(true), decide(false));
}

/** An outcome, always; or the failure that deciding for it is. */
function served(outcome: Outcome, step: Step, scope: FlagScope, mark?: boolean): CompiledAct {
  if (outcome.fault !== undefined) return { run: failing(outcome.fault), total: true };
  return constantly(decisionOf(scope.head, outcome, step.label, step.reason, mark));
}

function marked(mark: Check, yes: Decision, no: Decision): CompiledAct {
  return { run: (subject, state) => (mark(subject, state) ? yes : no) };
}

function fail(act: Fail, step: Step, program: FlagProgram, scope: FlagScope): CompiledAct {
  if (act.stop === true) {
    return { run: failing(act.message, act.code) };
  }
  const outcome = act.outcome === undefined ? undefined : outcomeAt(program, act.outcome);
  return constantly(
    decisionOf(scope.head, outcome, step.label, 'ERROR', false, { code: act.code, message: act.message }),
  );
}

function failing(message: string, code: FailCode = 'GENERAL'): Run {
  const failure = new EvaluationFailure(code, message);
  return () => {
    throw failure;
  };
}

function caller(step: Step, program: FlagProgram, scope: FlagScope): CompiledAct {
  scope.onCaller();
  const known = new Map<string, Run>();
  for (const outcome of program.outcomes) {
    if (outcome.variant === null || known.has(outcome.variant)) continue;
    const { run } = served(outcome, step, scope);
    known.set(outcome.variant, run);
  }
  // A caller names the same variant again and again: what was built for the last one that is unknown here is kept.
  let last: Decision | undefined;
  const run: Run = (subject, state) => {
    const variant = state.fallback ?? null;
    const found = variant === null ? undefined : known.get(variant);
    if (found !== undefined) return found(subject, state);
    if (last?.outcome?.variant === variant) return last;
    return (last = decisionOf(scope.head, { variant, value: variant }, step.label, step.reason));
  };
  return { run };
}

function split(act: Split, step: Step, program: FlagProgram, scope: FlagScope, labels: Labels): CompiledAct {
  const plain = bucketOf(act.bucket, scope);
  const bucket = scope.recorder === undefined ? plain : scope.recorder.bucket(plain);
  const acts = act.ranges.map((range) => actOf(range.then, step, program, scope, labels));
  const miss: CompiledAct = act.miss === undefined ? { run: nothing } : actOf(act.miss, step, program, scope, labels);
  const total = miss.total === true && acts.every((one) => one.total === true);
  const two = twoShares(act, acts, miss);
  if (two !== undefined) {
    const fused = scope.recorder === undefined ? rolloutOfTwo(act.bucket, two) : undefined;
    return { run: fused ?? oneOfTwo(bucket, two), total };
  }
  const holds = act.ranges.map((range) => holdsOf(act.bucket.space, range));
  const runs = acts.map(({ run }) => run);
  return { run: shares(bucket, holds, runs, miss.run), total };
}

/** The everyday rollout: two shares that follow each other from the first percent on, each with one decision. */
interface TwoShares {
  readonly first: number;
  readonly one: Decision;
  readonly second: number;
  readonly two: Decision;
  readonly miss: Decision | undefined;
}

function twoShares({ bucket, ranges }: Split, acts: readonly CompiledAct[], miss: CompiledAct): TwoShares | undefined {
  const [first, second] = ranges;
  const [one, two] = acts;
  if (bucket.space !== 'percent' || ranges.length !== 2 || first?.from !== 0 || second?.from !== first.to)
    return undefined;
  if (one?.decision === undefined || two?.decision === undefined) return undefined;
  if (miss.decision === undefined && miss.run !== nothing) return undefined;
  return { first: first.to, one: one.decision, second: second.to, two: two.decision, miss: miss.decision };
}

/** The same in one piece, for the hash and the unit that nearly every rollout has. */
function rolloutOfTwo(
  { hash, of, salt, seed = 0 }: Split['bucket'],
  { first, one, second, two }: TwoShares,
): Run | undefined {
  const ordinary = hash === 'murmur3' && of.from === 'bucketing-key' && salt === undefined;
  return ordinary && second >= 100 ? eitherByPercent(seed, first, one, two) : undefined;
}

function eitherByPercent(seed: number, first: number, one: Decision, two: Decision): Run {
  return (subject) => ((murmur3(subject.bucketingKey, seed) % 100) + 1 <= first ? one : two);
}

function oneOfTwo(bucket: BucketOf, { first, one, second, two, miss }: TwoShares): Run {
  return (subject, state) => {
    const found = bucket(subject, state);
    if (found > first) return found <= second ? two : miss;
    return found > 0 ? one : miss;
  };
}

function shares(bucket: BucketOf, holds: readonly Holds[], runs: readonly Run[], miss: Run): Run {
  return (subject, state) => {
    const found = bucket(subject, state);
    for (let at = 0; at < holds.length; at += 1) {
      if ((holds[at] as Holds)(found)) return (runs[at] as Run)(subject, state);
    }
    return miss(subject, state);
  };
}

function outcomeAt(program: FlagProgram, at: number): Outcome {
  const outcome = program.outcomes[at];
  if (outcome === undefined)
    throw new ProgramError(`there is no outcome ${String(at)}: the program has ${String(program.outcomes.length)}`);
  return outcome;
}
