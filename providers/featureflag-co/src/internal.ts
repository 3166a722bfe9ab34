// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export { decodeMessage, type DataSync, type Item, type Received } from './wire/message.js';
export type * from './wire/flag.js';
export type * from './wire/rules.js';
export type * from './wire/segment.js';
export type { EventSink } from './reports/event-sink.js';
export type * from './reports/report.js';
export type * from './sync/definitions-source.js';
export type * from './reports/event-wire.js';
export { makeEvents, type EventsParts } from './reports/make-events.js';
export { NetworkSource, type NetworkSourceOptions } from './sync/network-source.js';
export type { StreamAddress } from './sync/stream-request.js';
export { connectionToken } from './sync/token.js';
export { runtimeParts } from './client/client.js';
export { FFCDefinitions, type Known } from './definitions.js';
export { translateFlag } from './translate/flag.js';
export { partsOf, type SegmentRule } from './translate/segment-parts.js';
export { translateSegment } from './translate/segment.js';
export { translator as translate } from './translate/translate.js';
export { reportedUser } from './user/user.js';
export { flagIdOf, flagIdPrefix, isSecret } from './wire/secret.js';
export { eventOf } from './reports/event-wire.js';
