import type { EvaluationContext, ResolutionDetails } from '@openfeature/server-sdk';
import type { BaseProvider, ProviderParts } from '#src/provider/base.js';
import { type Flags, rig } from './fakes.js';

/** Whom the tests ask for. */
export const context: EvaluationContext = Object.freeze({ targetingKey: 'u' });

/** A provider that has been initialized. */
export async function readyProvider(parts: Partial<ProviderParts> & { flags?: Flags } = {}): Promise<BaseProvider> {
  const { provider } = rig(parts);
  await provider.initialize();
  return provider;
}

/** Any of the four methods, by type. */
export function resolve(provider: BaseProvider, type: string, flagKey: unknown, defaultValue: unknown) {
  const method = `resolve${type[0]?.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveBooleanEvaluation';
  return provider[method](flagKey as string, defaultValue as boolean, context) as Promise<ResolutionDetails<unknown>>;
}

/** A default of each type. */
export const types = { boolean: false, string: 'd', number: -1, object: { d: true } };
