// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export type * from './reports/events.js';
export { runtimeParts } from './client/client.js';
