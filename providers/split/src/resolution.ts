import { readAs, type Decision, type Metadata, type Read, type Resolution } from '@polyflag/core-engine';
import { configOf, treatmentOf } from './client/answer.js';

/** The treatments that are a boolean (spec §10.3). */
const words = { true: ['on', 'true'], false: ['off', 'false'], ignoreCase: true } as const;

/**
 * A Split decision in OpenFeature's terms (spec §10.3): the treatment is a string, a boolean by its word, a number if it is
 * one; an object, and the number that a treatment cannot be, come from the configuration.
 */
export const resolution: Resolution = (decision, { type }) => {
  const flagMetadata = metadataOf(decision);
  if (decision.error !== undefined) return { kind: 'error', ...decision.error, flagMetadata };
  const variant = treatmentOf(decision);
  const read = readers[type](variant, configOf(decision.outcome));
  if (read.kind === 'error') return { ...read, flagMetadata };
  return { kind: 'value', value: read.value, variant, reason: decision.reason, flagMetadata };
};

const readers: Readonly<Record<Parameters<Resolution>[1]['type'], (treatment: string, config: string | null) => Read>> =
  {
    boolean: (treatment) => readAs('boolean', treatment, { words }),
    string: (treatment) => ({ kind: 'value', value: treatment }),
    number: (treatment, config) => {
      const read = readAs('number', treatment);
      const configured = read.kind === 'error' && config !== null ? readAs('number', config.trim()) : read;
      return configured.kind === 'value' ? configured : read;
    },
    object: (_treatment, config) => readAs('object', config),
  };

function metadataOf({ flag, outcome, label }: Decision): Metadata {
  const { changeNumber, sets } = flag?.info ?? {};
  return {
    label,
    config: configOf(outcome),
    changeNumber,
    // As text: a version that is a number and 0 would be left out by those who read it (OpenTelemetry conventions).
    version: typeof changeNumber === 'number' ? String(changeNumber) : undefined,
    trafficType: flag?.info.trafficType,
    killed: flag?.info.killed,
    sets: Array.isArray(sets) && sets.length > 0 ? sets.join(',') : undefined,
  };
}
