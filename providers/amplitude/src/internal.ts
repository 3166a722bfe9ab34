// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export { runtimeParts } from './client/client.js';
export type * from './reports/events.js';
