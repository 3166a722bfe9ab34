export { AmplitudeProvider } from './provider.js';
export { ExperimentClient, type FetchCallback } from './client/client.js';
export { FetchError } from './client/errors.js';
export { Experiment } from './client/experiment.js';
export type { EvaluateOptions } from './client/local-evaluation.js';
export type {
  AmplitudeConfig,
  AmplitudeProviderConfig,
  AmplitudeUrls,
  AnalyticsConfig,
  BooleanVariants,
  CohortSyncConfig,
} from './config/amplitude-config.js';
export { AmplitudeCookie } from './cookie/amplitude-cookie.js';
export type { ExperimentUser } from './wire/user.js';
export type { FetchOptions } from './wire/vardata.js';
export type { Variant, Variants } from './wire/variant.js';
