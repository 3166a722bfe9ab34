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
