import type { ConditionWire, ExperimentWire, SegmentWire } from '@polyflag/emulators';
import type { Answer } from './answer.js';
import type { WholeWorkspace } from './make/workspace.js';
import { operators, valueTypes } from './make/words.js';
import type { Asked } from './asked.js';

/** A flag that is on where one condition of the workspace holds, and off elsewhere. */
export interface Probe {
  readonly asked: Asked;
  /** What its truth is counted under. */
  readonly kinds: readonly string[];
  readonly negated: boolean;
}

const keyTypes = [
  'USER_ID',
  'USER_PROPERTY',
  'HACKLE_PROPERTY',
  'EVENT_PROPERTY',
  'SEGMENT',
  'AB_TEST',
  'FEATURE_FLAG',
  'COHORT',
  'NUMBER_OF_EVENTS_IN_DAYS',
  'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS',
] as const;

/** Of these the operator and the type of the values say what holds. */
const comparing: ReadonlySet<string> = new Set(['USER_PROPERTY', 'HACKLE_PROPERTY']);

/** Every kind of condition whose truth is counted. */
export const conditionKinds: readonly string[] = [
  ...keyTypes,
  ...valueTypes.flatMap((type) => operators.map((operator) => `${operator} ${type}`)),
];

/** The keys of probes begin here. */
const FIRST_KEY = 10_000;

/** A workspace with a probe for every condition in it that is written as it should be, and the probes. */
export function withProbes(workspace: WholeWorkspace): { workspace: WholeWorkspace; probes: readonly Probe[] } {
  const probes: Probe[] = [];
  const flags: ExperimentWire[] = [];
  const segments: SegmentWire[] = [];
  const add = (condition: ConditionWire): void => {
    const kinds = kindsOf(condition);
    if (kinds.length === 0) return;
    const key = FIRST_KEY + probes.length;
    const isMember = condition.key.type === 'USER_ID';
    if (isMember)
      segments.push({ key: `probe_${key}`, id: key, type: 'USER_ID', targets: [{ conditions: [condition] }] });
    flags.push(probeFlag(key, isMember ? inSegment(`probe_${key}`) : condition));
    // It does not match, whatever the match type is (spec §5.1).
    const negated = condition.match.type === 'NOT_MATCH' && condition.key.type !== 'EVENT_PROPERTY';
    probes.push({ asked: { call: 'featureFlagDetail', key, reads: 'typed' }, kinds, negated });
  };
  conditionsOf(workspace).forEach(add);
  return {
    workspace: {
      ...workspace,
      featureFlags: [...workspace.featureFlags, ...flags],
      segments: [...workspace.segments, ...segments],
    },
    probes,
  };
}

/** Whether the condition of a probe held; `undefined`: the answer does not tell. */
export function heldBy(answer: Answer): boolean | undefined {
  if (!('reason' in answer)) return undefined;
  if (answer.reason === 'TARGET_RULE_MATCH') return true;
  return answer.reason === 'DEFAULT_RULE' ? false : undefined;
}

function kindsOf({ key, match }: ConditionWire): string[] {
  const { type } = key;
  if (!(keyTypes as readonly string[]).includes(type)) return [];
  const compared = `${match.operator} ${match.valueType}`;
  return comparing.has(type) && conditionKinds.includes(compared) ? [type, compared] : [type];
}

function conditionsOf({
  experiments,
  featureFlags,
  remoteConfigParameters,
  segments,
}: WholeWorkspace): ConditionWire[] {
  const targets = [
    ...[...experiments, ...featureFlags].flatMap(({ execution = {} }) => [
      ...(execution.targetAudiences ?? []),
      ...(execution.targetRules ?? []).map(({ target }) => target),
    ]),
    ...remoteConfigParameters.flatMap(({ targetRules = [] }) => targetRules.map(({ target }) => target)),
    ...segments.flatMap((segment) => segment.targets),
  ];
  return targets.flatMap(({ conditions }) => conditions);
}

function inSegment(key: string): ConditionWire {
  return {
    key: { type: 'SEGMENT', name: 'SEGMENT' },
    match: { type: 'MATCH', operator: 'IN', valueType: 'STRING', values: [key] },
  };
}

function probeFlag(key: number, condition: ConditionWire): ExperimentWire {
  return {
    id: 900_000 + key,
    key,
    execution: {
      status: 'RUNNING',
      version: 1,
      targetRules: [{ target: { conditions: [condition] }, action: { type: 'VARIATION', variationId: 2 } }],
      defaultRule: { type: 'VARIATION', variationId: 1 },
    },
    variations: [
      { id: 1, key: 'A' },
      { id: 2, key: 'B' },
    ],
  };
}
