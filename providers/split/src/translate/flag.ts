import type { Act, Bucket, Condition, FlagProgram, HashName, Range, Reason, Step } from '@polyflag/core-engine';
import { isPrerequisite, type FlagRecord } from '../wire/decode.js';
import type { ConditionWire, FlagWire, PrerequisiteWire } from '../wire/definitions.js';
import { label } from './labels.js';
import { CONTROL, translateMatcher, type DateUnit } from './matcher.js';
import { Outcomes } from './outcomes.js';

export interface TranslateOptions {
  /** How numbers that stand for dates are read in attributes; default `ms`. */
  readonly dateUnit: DateUnit;
  /** Bucket every flag with murmur3, whatever its `algo` says. */
  readonly ignoreAlgo: boolean;
}

/** The program of a feature flag: the order of decisions of §2.1, rows 4 to 10, a step each. */
export function translateFlag({ flag, unsupported }: FlagRecord, options: TranslateOptions): FlagProgram {
  const outcomes = new Outcomes(flag);
  const steps = flagSteps(flag, unsupported, outcomes, options);
  return { key: flag.name, kind: 'feature flag', info: infoOf(flag), outcomes: outcomes.list, steps };
}

function infoOf(flag: FlagWire): FlagProgram['info'] {
  return {
    ...(typeof flag.changeNumber === 'number' ? { changeNumber: flag.changeNumber } : {}),
    ...(typeof flag.trafficTypeName === 'string' ? { trafficType: flag.trafficTypeName } : {}),
    killed: flag.killed === true,
    sets: Array.isArray(flag.sets) ? flag.sets.filter((set) => typeof set === 'string') : [],
    impressionsDisabled: flag.impressionsDisabled === true,
  };
}

function flagSteps(
  flag: FlagWire,
  unsupported: string | undefined,
  outcomes: Outcomes,
  options: TranslateOptions,
): Step[] {
  if (flag.status === 'ARCHIVED') return [fail(label.archived, 'FLAG_NOT_FOUND', 'the flag is archived', outcomes)];
  const byDefault = (name: string, reason: Reason, when?: Condition): Step => ({
    ...(when === undefined ? {} : { when }),
    then: { do: 'serve', outcome: outcomes.of(defaultTreatment(flag)) },
    label: name,
    reason,
  });
  if (flag.killed === true) return [byDefault(label.killed, 'DISABLED')];

  const steps: Step[] = [];
  const unmet = unmetPrerequisites(flag);
  if (unmet !== undefined) steps.push(byDefault(label.prerequisites, 'DEFAULT', unmet));
  if (unsupported !== undefined) {
    steps.push(fail(label.unsupported, 'GENERAL', unsupported, outcomes));
    return steps;
  }

  let allocated = false;
  for (const condition of flag.conditions ?? []) {
    if (condition.conditionType === 'ROLLOUT' && !allocated) {
      allocated = true;
      const outside = outsideAllocation(flag, options);
      if (outside !== undefined) steps.push(byDefault(label.notInSplit, 'DEFAULT', outside));
    }
    steps.push(conditionStep(condition, steps.length === 0, flag, outcomes, options));
  }
  steps.push(byDefault(label.defaultRule, 'DEFAULT'));
  return steps;
}

function defaultTreatment({ defaultTreatment: treatment }: FlagWire): string {
  return typeof treatment === 'string' ? treatment : CONTROL;
}

/** In order, all must hold; a circle of prerequisites fails the evaluation (§2.3). */
function unmetPrerequisites({ prerequisites }: FlagWire): Condition | undefined {
  if (!Array.isArray(prerequisites) || prerequisites.length === 0) return undefined;
  const list = (prerequisites as readonly PrerequisiteWire[]).filter(isPrerequisite);
  return {
    if: 'not',
    of: {
      if: 'all',
      of: list.map(({ n, ts }) => ({
        if: 'flag',
        flag: n,
        take: 'variant',
        in: ts,
        missing: { standIn: CONTROL },
        cycle: 'fail',
      })),
    },
  };
}

/** Absent: everybody; null counts as 0 (§1.2). What is no number restricts nobody. */
function allocationOf({ trafficAllocation: allocation }: FlagWire): number {
  if (allocation === null) return 0;
  return typeof allocation === 'number' ? allocation : 100;
}

/** Asked when the first ROLLOUT condition is reached, before its matchers: the bucket lies above the allocation. */
function outsideAllocation(flag: FlagWire, options: TranslateOptions): Condition | undefined {
  const allocation = allocationOf(flag);
  if (!(allocation < 100)) return undefined;
  if (allocation < 1) return { if: 'constant', value: true };
  return {
    if: 'bucket',
    bucket: bucketOf(flag.trafficAllocationSeed, flag, options),
    ranges: [{ from: allocation, to: 100 }],
  };
}

function conditionStep(
  condition: ConditionWire,
  first: boolean,
  flag: FlagWire,
  outcomes: Outcomes,
  options: TranslateOptions,
): Step {
  const { matchers } = condition.matcherGroup;
  const partitions = (condition.partitions ?? []).filter(({ size }) => size > 0);
  const [only] = partitions;
  const whole = partitions.length === 1 && only !== undefined && only.size >= 100;
  const everybody = matchers.every((matcher) => isEverybody(matcher));
  const name = typeof condition.label === 'string' ? condition.label : '';
  const then: Act = whole
    ? { do: 'serve', outcome: outcomes.of(only.treatment) }
    : rollout(condition, flag, outcomes, options);
  return {
    ...(everybody
      ? {}
      : { when: { if: 'all', of: matchers.map((matcher) => translateMatcher(matcher, options.dateUnit)) } }),
    then,
    label: name,
    reason: reasonOf(whole, everybody, first),
  };
}

/** DECISIONS 14: decided by a bucket, SPLIT; one outcome for everybody and nothing asked before, STATIC. */
function reasonOf(whole: boolean, everybody: boolean, first: boolean): Reason {
  if (!whole) return 'SPLIT';
  return everybody && first ? 'STATIC' : 'TARGETING_MATCH';
}

function isEverybody({ matcherType, negate, keySelector }: ConditionWire['matcherGroup']['matchers'][number]): boolean {
  return matcherType === 'ALL_KEYS' && negate !== true && (keySelector?.attribute ?? undefined) === undefined;
}

/** Cumulative shares of 1..100; a bucket past the last share gets `control` under the condition's label (§2.3). */
function rollout(condition: ConditionWire, flag: FlagWire, outcomes: Outcomes, options: TranslateOptions): Act {
  let sum = 0;
  const ranges: Range[] = [];
  for (const { treatment, size } of condition.partitions ?? []) {
    if (!(size > 0)) continue;
    ranges.push({ from: sum, to: sum + size, then: { do: 'serve', outcome: outcomes.of(treatment) } });
    sum += size;
  }
  const bucket = bucketOf(flag.seed, flag, options);
  return { do: 'split', bucket, ranges, miss: { do: 'serve', outcome: outcomes.of(CONTROL) } };
}

function bucketOf(seed: unknown, flag: FlagWire, options: TranslateOptions): Bucket {
  const hash: HashName = flag.algo === 1 && !options.ignoreAlgo ? 'polynomial31' : 'murmur3';
  return { space: 'percent', hash, seed: typeof seed === 'number' ? seed : 0, of: { from: 'bucketing-key' } };
}

function fail(name: string, code: 'GENERAL' | 'FLAG_NOT_FOUND', message: string, outcomes: Outcomes): Step {
  return { then: { do: 'fail', code, message, outcome: outcomes.of(CONTROL) }, label: name, reason: 'ERROR' };
}
