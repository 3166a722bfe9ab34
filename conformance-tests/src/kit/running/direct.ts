import type { EvaluationContext, FlagValue, FlagValueType, Logger, ResolutionDetails } from '@openfeature/core';
import type { Provider } from '@openfeature/server-sdk';

/** Hears nothing. */
export const silent: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/** Asks a provider as the SDK does, and gives whatever it returns or throws. */
export function resolveDirectly(
  provider: Provider,
  type: FlagValueType,
  key: string,
  defaultValue: FlagValue,
  context: EvaluationContext,
  logger: Logger = silent,
): Promise<ResolutionDetails<FlagValue>> {
  switch (type) {
    case 'boolean':
      return provider.resolveBooleanEvaluation(key, defaultValue as boolean, context, logger);
    case 'string':
      return provider.resolveStringEvaluation(key, defaultValue as string, context, logger);
    case 'number':
      return provider.resolveNumberEvaluation(key, defaultValue as number, context, logger);
    case 'object':
      return provider.resolveObjectEvaluation(key, defaultValue, context, logger);
  }
}
