import type { FlagValueType } from '@openfeature/core';
import {
  mismatch,
  readAs,
  type Decision,
  type Metadata,
  type Read,
  type Resolution,
  type View,
} from '@polyflag/core-engine';
import { experimentInfo, parameterInfo } from './reports/bodies.js';
import { CONTROL } from './translate/variations.js';

/** A Hackle decision in OpenFeature's terms (spec §9.2, §9.3). */
export const resolution: Resolution = (decision, view) => {
  const flagMetadata = metadataOf(decision);
  const { error, outcome, reason } = decision;
  if (error !== undefined) return { kind: 'error', ...error, flagMetadata };
  if (outcome === undefined || outcome.variant === null) return { kind: 'default', reason, flagMetadata };
  const read = readOutcome(decision, view);
  if (read === undefined) {
    const message = 'the variation has no such parameter';
    return { kind: 'error', code: 'FLAG_NOT_FOUND', message, flagMetadata };
  }
  if (read.kind === 'error') return { ...read, flagMetadata };
  return { kind: 'value', value: read.value, variant: variantOf(decision), reason, flagMetadata };
};

/** What is served; `undefined`: a parameter that is not there. */
function readOutcome(decision: Decision, { type, parameter }: View): Read | undefined {
  const { flag, outcome } = decision;
  if (flag?.kind === 'REMOTE_CONFIG') return readParameterValue(decision, type);
  if (parameter !== undefined) {
    const { parameters = {} } = outcome ?? {};
    return Object.hasOwn(parameters, parameter) ? readStored(parameters[parameter], type) : undefined;
  }
  return type === 'object' ? readAs('object', outcome?.parameters ?? {}) : asItIs(outcome?.value, type);
}

/** Only a parameter that is declared as JSON is an object. */
function readParameterValue(decision: Decision, type: FlagValueType): Read {
  const value = decision.outcome?.value;
  if (type !== 'object' || parameterInfo(decision)?.type === 'JSON') return readStored(value, type);
  return mismatch('object', 'a parameter that is not declared as JSON');
}

/** Objects are stored as JSON text; nothing else is converted. */
function readStored(value: unknown, type: FlagValueType): Read {
  return type === 'object' ? readAs('object', value) : asItIs(value, type);
}

function asItIs(value: unknown, type: FlagValueType): Read {
  return type === 'number' ? readAs('number', value, { fromText: false }) : readAs(type, value);
}

/** The variation of an A/B test, on or off of a feature flag, the rule of a parameter. */
function variantOf({ flag, outcome }: Decision): string | null | undefined {
  if (flag?.kind !== 'FEATURE_FLAG') return outcome?.variant;
  return outcome?.variant === CONTROL ? 'off' : 'on';
}

function metadataOf(decision: Decision): Metadata {
  const { flag, outcome, label } = decision;
  if (flag === undefined) return { hackleReason: label };
  if (flag.kind === 'REMOTE_CONFIG') {
    return { hackleReason: label, kind: flag.kind, parameterKey: parameterInfo(decision)?.key, valueId: outcome?.id };
  }
  const info = experimentInfo(decision);
  return {
    hackleReason: label,
    kind: flag.kind,
    experimentKey: info?.key,
    experimentVersion: info?.version,
    // As text: a version that is a number and 0 would be left out by those who read it (OpenTelemetry conventions).
    version: info === undefined ? undefined : String(info.version),
    variationKey: outcome?.variant,
    variationId: outcome?.id,
  };
}
