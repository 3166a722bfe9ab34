// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export { runtimeParts } from './client/factory.js';
export { decodeArrival } from './definitions/arrival.js';
export { SplitDefinitions } from './definitions/definitions.js';
export type { DefinitionsSource } from './sync/definitions-source.js';
export { parseDefinitions, parseSegment } from './localhost/parse.js';
export type { LocalhostDocument, LocalhostSegment } from './localhost/document.js';
export { translateFlag } from './translate/flag.js';
export { decodeFlag, decodeRuleBasedSegment } from './wire/decode.js';
export type * from './wire/definitions.js';
export { hourOf } from './reports/hour.js';
export { latencySlot } from './reports/latency-slot.js';
