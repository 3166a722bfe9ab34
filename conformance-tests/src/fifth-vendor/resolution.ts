import { readAs, type Resolution } from '@polyflag/core-engine';

/** A decision in OpenFeature's terms. */
export const resolution: Resolution = ({ error, flag, outcome, reason }, { type }) => {
  if (error !== undefined) return { kind: 'error', ...error };
  const { off, ...flagMetadata } = flag?.info ?? {};
  if (outcome === undefined) return { kind: 'default', reason: off === true ? 'DISABLED' : reason, flagMetadata };
  const read = readAs(type, outcome.value, { fromText: false });
  if (read.kind === 'error') return { ...read, flagMetadata };
  return { kind: 'value', value: read.value, variant: outcome.variant, reason, flagMetadata };
};
