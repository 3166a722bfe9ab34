// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export { runtimeParts } from './client/client.js';
export { HackleDefinitions } from './definitions.js';
export type * from './reports/bodies.js';
export type { EventSink } from './reports/event-sink.js';
export { envelopeOf, eventOf, eventsOf, Report, type EventsWire } from './reports/report.js';
export { DocumentSource } from './sync/document-source.js';
export { keptUser } from './user/user.js';
export { translateFlag, translateSegment } from './translate/translate.js';
export { decodeWorkspace, InvalidWorkspace, type DecodedWorkspace } from './wire/decode.js';
export type * from './wire/workspace.js';
