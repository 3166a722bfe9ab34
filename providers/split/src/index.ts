export { SplitProvider } from './provider.js';
export { SplitFactory } from './client/factory.js';
export type { EvaluationOptions, SplitClient, SplitKey, TreatmentWithConfig } from './client/client.js';
export type { SplitManager, SplitView } from './client/manager.js';
export type { SplitConfig } from './config/split-config.js';
export type { ImpressionData, ImpressionListener } from './config/impression-listener.js';
