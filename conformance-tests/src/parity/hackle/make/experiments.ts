import type { ExecutionWire, ExperimentWire, TargetRuleWire, VariationWire } from '@polyflag/emulators';
import type { Random } from '../../random.js';
import { makeTarget, type Place, type Scope } from './conditions.js';
import { identifierTypes, knownIds } from './names.js';
import { makeAction, type Parts } from './parts.js';

export type Kind = 'experiment' | 'flag';

/** What is made of one experiment, apart from what it is called. */
export interface Making {
  readonly kind: Kind;
  readonly key: number;
  readonly scope: Scope;
  readonly parts: Parts;
  readonly containerIds: readonly number[];
  /** Nobody refers to it: what is wrong with it shows in its own answers only. */
  readonly isTop: boolean;
}

/** The id of an A/B test or a flag: keys have two spaces, ids have one. */
export function idOf(kind: Kind, key: number): number {
  return (kind === 'experiment' ? 100_000 : 200_000) + key;
}

/** An A/B test or a feature flag with anything that one may have. */
export function makeExperiment(random: Random, making: Making): ExperimentWire {
  const { kind, key, containerIds, isTop } = making;
  const variations = makeVariations(random, making);
  const ids = variations.map(({ id }) => id);
  // Only who is overridden takes part in one whose identifier nobody has.
  const isForNobody = isTop && random.chance(0.1);
  return {
    id: idOf(kind, key),
    key,
    version: random.int(1, 9),
    status: random.pick(['EXECUTED', 'DRAFT', 'COMPLETED']),
    identifierType: isForNobody ? 'badge' : random.chance(0.7) ? '$id' : random.pick(identifierTypes),
    variations,
    winnerVariationId: random.weighted([
      [12, random.pick(ids)],
      [1, null],
      [1, 9_999],
    ]),
    containerId:
      random.chance(0.25) && kind === 'experiment' ? (random.chance(0.03) ? 9_999 : random.pick(containerIds)) : null,
    implementationType: isTop && random.chance(0.06) ? 'LATER' : 'DEFAULT',
    execution: makeExecution(random, making, ids, isForNobody ? 1 : 0.3),
  };
}

function makeVariations(random: Random, { parts, isTop }: Making): VariationWire[] {
  const keys = random.weighted([
    [12, ['A', 'B']],
    [6, ['A', 'B', 'C']],
    [3, ['B', 'A', 'C', 'D']],
    [1, ['B', 'C']],
    [1, ['a', 'K']],
  ]);
  return keys.map((variationKey, at) => ({
    id: at + 1,
    key: variationKey,
    status: random.chance(0.1) ? 'DROPPED' : 'ACTIVE',
    parameterConfigurationId: random.chance(0.5)
      ? null
      : isTop && random.chance(0.05)
        ? 9_999
        : random.pick(parts.configurations).id,
  }));
}

function makeExecution(random: Random, making: Making, ids: readonly number[], overridden: number): ExecutionWire {
  const { kind, parts, scope } = making;
  const rules = (place: Place, most: number): TargetRuleWire[] =>
    Array.from({ length: random.int(0, most) }, () => makeRule(random, making, place, ids));
  return {
    status: random.weighted<NonNullable<ExecutionWire['status']>>([
      [12, 'RUNNING'],
      [1, 'READY'],
      [1, 'PAUSED'],
      [1, 'STOPPED'],
      [0.1, 'LATER' as 'READY'],
    ]),
    version: random.int(1, 9),
    userOverrides: random
      .some(knownIds, 0, random.chance(0.4) ? 4 : 0)
      .map((userId) => ({ userId, variationId: random.chance(0.05) ? 9_999 : random.pick(ids) })),
    segmentOverrides: random.chance(overridden) ? rules('override', 2) : [],
    targetAudiences: Array.from({ length: random.int(0, 2) }, () => makeTarget(random, 'targeting', scope)),
    targetRules: kind === 'flag' || random.chance(0.1) ? rules('targeting', 3) : [],
    defaultRule: makeAction(random, parts, ids, 0.02),
  };
}

function makeRule(random: Random, { scope, parts }: Making, place: Place, ids: readonly number[]): TargetRuleWire {
  const action = makeAction(random, parts, ids, place === 'override' ? 0.25 : 0.03);
  const type = random.weighted<() => string>([
    [60, () => action.type],
    [1, () => 'LATER'],
    [1, () => action.type.toLowerCase()],
  ])();
  return { target: makeTarget(random, place, scope), action: { ...action, type } as typeof action };
}
