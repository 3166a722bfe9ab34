export { HackleProvider } from './provider.js';
export { HackleClient } from './client/client.js';
export type { ExperimentRef, FeatureFlagDetail, Parameters, VariationDetail } from './client/details.js';
export type { HackleEvent } from './client/events.js';
export type { HackleRemoteConfig, RemoteConfigDetail } from './client/remote-config.js';
export type { HackleConfig, HackleKeyPrefixes, HackleProviderConfig, HackleUrls } from './config/hackle-config.js';
export type { DecisionReason } from './translate/reasons.js';
export type { HackleUser } from './user/user.js';
