import type { ConditionWire, ExperimentWire } from '@polyflag/emulators';
import type { WholeWorkspace } from '../make/workspace.js';
import type { Example } from './difference.js';

const nothing: WholeWorkspace = {
  experiments: [],
  featureFlags: [],
  remoteConfigParameters: [],
  events: [],
  buckets: [],
  segments: [],
  containers: [],
  parameterConfigurations: [],
};

/** A workspace with what is given, and nothing else. */
export function workspaceWith(parts: Partial<WholeWorkspace>): WholeWorkspace {
  return { ...nothing, ...parts };
}

/** A flag that is on where the conditions hold, and off elsewhere; without conditions for everybody. */
export function flagWith(...conditions: ConditionWire[]): ExperimentWire {
  return {
    id: 10,
    key: 1,
    variations: [
      { id: 1, key: 'A' },
      { id: 2, key: 'B' },
    ],
    execution: {
      status: 'RUNNING',
      version: 1,
      targetRules:
        conditions.length === 0 ? [] : [{ target: { conditions }, action: { type: 'VARIATION', variationId: 2 } }],
      defaultRule: { type: 'VARIATION', variationId: 1 },
    },
  };
}

/** The question whether that flag is on for somebody. */
export function flagExample(flag: ExperimentWire, user: unknown, isOn: boolean, reason?: string): Example {
  return {
    workspace: workspaceWith({ featureFlags: [flag] }),
    asked: { call: 'featureFlagDetail', key: 1, reads: 'typed' },
    user,
    answer: { decided: isOn, reason: reason ?? (isOn ? 'TARGET_RULE_MATCH' : 'DEFAULT_RULE') },
  };
}

/** A condition on the property `p`. */
export function property(
  operator: string,
  valueType: string,
  values: readonly unknown[],
  { type = 'USER_PROPERTY', name = 'p' } = {},
): ConditionWire {
  return {
    key: { type, name } as ConditionWire['key'],
    match: { type: 'MATCH', operator, valueType, values } as ConditionWire['match'],
  };
}
