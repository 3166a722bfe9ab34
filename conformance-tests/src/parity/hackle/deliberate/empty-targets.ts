import type { ConditionWire, ExperimentWire, TargetWire } from '@polyflag/emulators';
import type { Place } from '../make/conditions.js';
import { operators, valueTypes } from '../make/words.js';
import { flagExample, flagWith, property } from './example.js';
import type { DeliberateDifference } from './difference.js';

const events = ['COHORT', 'NUMBER_OF_EVENTS_IN_DAYS', 'NUMBER_OF_EVENTS_WITH_PROPERTY_IN_DAYS'];

/** What conditions may look at, by where they stand (spec §2.3). */
const allowed: Readonly<Record<Place, readonly string[]>> = {
  override: ['SEGMENT'],
  targeting: ['SEGMENT', 'USER_PROPERTY', 'EVENT_PROPERTY', 'HACKLE_PROPERTY', 'AB_TEST', 'FEATURE_FLAG', ...events],
  segment: ['USER_ID', 'USER_PROPERTY', 'HACKLE_PROPERTY', ...events],
};

export const emptyTargets: DeliberateDifference = {
  id: 'empty targets',
  rule: 'Hackle page §2.4, §11: a target left with no condition is removed, and the rule or override it belongs to',
  answer: 'a target without a condition has nobody match',
  concerns: ({ closure }) => closure.targets.some(({ place, target }) => isEmpty(target, place)),
  workspace: (workspace) => ({
    ...workspace,
    experiments: workspace.experiments.map(withoutEmpty),
    featureFlags: workspace.featureFlags.map(withoutEmpty),
    remoteConfigParameters: workspace.remoteConfigParameters.map((parameter) => ({
      ...parameter,
      targetRules: (parameter.targetRules ?? []).filter(({ target }) => !isEmpty(target, 'targeting')),
    })),
    segments: workspace.segments.map((segment) => ({
      ...segment,
      targets: segment.targets.filter((target) => !isEmpty(target, 'segment')),
    })),
  }),
  example: flagExample(flagWith(property('LATER', 'STRING', [])), 'ana', false),
};

function withoutEmpty(experiment: ExperimentWire): ExperimentWire {
  const { execution = {} } = experiment;
  return {
    ...experiment,
    execution: {
      ...execution,
      segmentOverrides: (execution.segmentOverrides ?? []).filter(({ target }) => !isEmpty(target, 'override')),
      targetAudiences: (execution.targetAudiences ?? []).filter((target) => !isEmpty(target, 'targeting')),
      targetRules: (execution.targetRules ?? []).filter(({ target }) => !isEmpty(target, 'targeting')),
    },
  };
}

function isEmpty({ conditions }: TargetWire, place: Place): boolean {
  return !conditions.some((condition) => counts(condition, place));
}

function counts({ key, match }: ConditionWire, place: Place): boolean {
  return (
    allowed[place].includes(key.type) &&
    ['MATCH', 'NOT_MATCH'].includes(match.type) &&
    operators.includes(match.operator) &&
    valueTypes.includes(match.valueType)
  );
}
