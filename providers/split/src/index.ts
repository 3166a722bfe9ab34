export { SplitProvider } from './provider.js';
export { SplitFactory } from './client/factory.js';
export type { EvaluationOptions, SplitClient, SplitKey, TreatmentWithConfig } from './client/client.js';
export type { SplitManager, SplitView } from './client/manager.js';
export type {
  FallbackTreatmentConfig,
  FallbackTreatmentsConfig,
  SplitConfig,
  SplitUrls,
} from './config/split-config.js';
export type { ImpressionsMode } from './config/split-options.js';
export type { AgentOption, CaOption } from '@polyflag/core-engine';
export type { ImpressionData, ImpressionListener } from './config/impression-listener.js';
export type { Attributes } from './validation/attributes.js';
export type { Properties, PropertyValue } from './validation/properties.js';
// What `explain` gives: the application does not depend on the engine by itself.
export type { Explanation } from '@polyflag/core-engine';
