import type { Decision, Json } from '@polyflag/core-engine';
import type { DecisionReason } from '../translate/reasons.js';
import type { ExperimentType, ParameterType } from '../wire/workspace.js';

/** What an event says, beside whom it is about and when (spec §1.6). The same for everybody who got the same decision. */
export type Body = ExposureBody | TrackBody | RemoteConfigBody;

export interface ExposureBody {
  readonly experimentId: number;
  readonly experimentKey: number;
  readonly experimentType: ExperimentType;
  readonly experimentVersion: number;
  /** Absent: the caller named a variation that the experiment does not have. */
  readonly variationId?: number;
  readonly variationKey: string;
  readonly decisionReason: string;
  readonly properties: Readonly<Record<string, Json>>;
}

export interface TrackBody {
  /** 0: the workspace does not have it. */
  readonly eventTypeId: number;
  readonly eventTypeKey: string;
  readonly value?: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface RemoteConfigBody {
  readonly parameterId: number;
  readonly parameterKey: string;
  readonly parameterType: ParameterType;
  readonly decisionReason: DecisionReason;
  /** Absent: the caller's default was served. */
  readonly valueId?: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** On whose behalf an experiment was evaluated: a test or flag, or a parameter. */
export interface TargetingRoot {
  readonly type: 'EXPERIMENT' | 'REMOTE_CONFIG';
  readonly id: number;
}

/** The constants that translation gives the program of an experiment. */
export interface ExperimentInfo {
  readonly id: number;
  readonly key: number;
  readonly version: number;
  readonly executionVersion: number;
}

/** The constants that translation gives the program of a parameter. */
export interface ParameterInfo {
  readonly id: number;
  readonly key: string;
  readonly type: ParameterType;
}

/** The constants of an experiment that was decided; `undefined`: there is none. */
export function experimentInfo({ flag }: Decision): ExperimentInfo | undefined {
  return flag?.info as ExperimentInfo | undefined;
}

/** The constants of a parameter that was decided. */
export function parameterInfo({ flag }: Decision): ParameterInfo | undefined {
  return flag?.info as ParameterInfo | undefined;
}

/**
 * The exposure of a decision (spec §1.6); `undefined` where none is sent: it failed.
 *
 * @param reason default: the decision's own
 * @param root for an experiment that was evaluated on behalf of another one
 */
export function exposureOf(
  decision: Decision,
  reason = decision.label,
  root?: TargetingRoot,
): ExposureBody | undefined {
  const { flag, outcome } = decision;
  const info = experimentInfo(decision);
  if (info === undefined || outcome === undefined) return undefined;
  const configuration = outcome.metadata?.parameterConfigurationId;
  return {
    experimentId: info.id,
    experimentKey: info.key,
    experimentType: flag?.kind as ExperimentType,
    experimentVersion: info.version,
    ...(typeof outcome.id === 'number' ? { variationId: outcome.id } : {}),
    variationKey: outcome.variant ?? '',
    decisionReason: reason,
    properties: {
      ...(root === undefined ? {} : { $targetingRootType: root.type, $targetingRootId: root.id }),
      ...(configuration === undefined ? {} : { $parameterConfigurationId: configuration }),
      $experiment_version: info.version,
      $execution_version: info.executionVersion,
    },
  };
}
