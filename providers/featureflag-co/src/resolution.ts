import { readAs, type BooleanWords, type Decision, type Metadata, type Resolution } from '@polyflag/core-engine';
import { keptOf, type FlagInfo } from './reports/kept.js';
import type { FlagReason } from './translate/reasons.js';

/** Which texts are booleans (spec §13.2). */
export const words: BooleanWords = {
  true: ['true', 't', 'yes', 'y', 'on', '1'],
  false: ['false', 'f', 'no', 'n', 'off', '0'],
  ignoreCase: true,
};

/** A decision of featureflag.co in OpenFeature's terms (spec §13.2). Every value is text. */
export const resolution: Resolution = (decision, { type }) => {
  const { error, outcome, reason, label } = decision;
  if (error !== undefined) return { kind: 'error', ...error, flagMetadata: failed(label as FlagReason) };
  const read = readAs(type, outcome?.value, { words });
  if (read.kind === 'error') return { ...read, flagMetadata: failed('wrong type') };
  return { kind: 'value', value: read.value, variant: outcome?.variant, reason, flagMetadata: metadataOf(decision) };
};

function failed(ffcReason: FlagReason): Metadata {
  return { ffcReason, variationId: -1 };
}

function metadataOf(decision: Decision): Metadata {
  const { flag, outcome, label, mark } = decision;
  const { keyName, name, timestamp } = (flag?.info ?? {}) as Partial<FlagInfo>;
  return {
    ffcReason: label,
    variationId: outcome?.id,
    keyName,
    name,
    sendToExperiment: mark,
    // As text: a version that is a number and 0 would be left out by those who read it (OpenTelemetry conventions).
    version: timestamp === undefined ? undefined : String(timestamp),
    variationDetail: JSON.stringify(keptOf(decision).state),
  };
}
