export type { EmulatorOptions } from './http/emulator.js';
export type { Undo } from './http/interventions.js';
export type { Match } from './http/match.js';
export type { ReceivedRequest, UnansweredRequest } from './http/received.js';
export type { ReceivedOptions } from './http/recorder.js';
export type { Reply } from './http/reply.js';

export { AmplitudeEmulator, type AmplitudeEmulatorOptions } from './amplitude/emulator.js';
export type { ReceivedFetch } from './amplitude/answers.js';
export type { DeploymentContents } from './amplitude/contents.js';
export type { Evaluate, VariantsWire, VariantWire } from './amplitude/deployment.js';
export type { CohortWire, FlagConfigWire } from './amplitude/flags.js';
export type { ReceivedAmplitudeEvent } from './amplitude/reports.js';

export { FeatureFlagCoEmulator, type FfcChangeOptions } from './featureflag-co/emulator.js';
export type { ReceivedMetricEvent, ReceivedUsageEvent } from './featureflag-co/events.js';
export type { FeatureFlagCoEmulatorOptions, FeatureFlagCoEmulatorSettings } from './featureflag-co/settings.js';
export type { ReceivedMessage } from './featureflag-co/streams.js';
export type { DataSyncMessage, FeatureFlagWire, FfcContents, FfcSegmentWire } from './featureflag-co/wire.js';

export { HackleEmulator, type HackleEmulatorOptions } from './hackle/emulator.js';
export type { ReceivedExposure, ReceivedMetric, ReceivedRemoteConfigEvent, ReceivedTrack } from './hackle/reports.js';
export type * from './hackle/wire.js';

export { SplitEmulator, type ChangeOptions } from './split/emulator.js';
export type { ChangesBody, Contents } from './split/contents.js';
export type { Inline } from './split/inline.js';
export type { ControlType, DefinitionNotification, Notification } from './split/notifications.js';
export type { FlagSpec } from './split/pages.js';
export type {
  ReceivedEvent,
  ReceivedImpression,
  ReceivedImpressionCount,
  ReceivedMetrics,
  ReceivedUniqueKeys,
} from './split/reports.js';
export type { SegmentChange } from './split/segments.js';
export type { SplitEmulatorOptions, SplitEmulatorSettings } from './split/settings.js';
export type { Envelope } from './split/stream.js';
