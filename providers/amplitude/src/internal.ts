// For this repository's emulators, tests and tools. It promises nothing: what is here may change with any release.

export type * from './reports/events.js';
export { runtimeParts } from './client/client.js';
export { runtimeOf } from './client/runtime-of.js';
export { AmplitudeDefinitions } from './definitions.js';
export { CohortTable, type Cohort } from './local/cohort-table.js';
export { UserDocument } from './local/context.js';
export { Evaluator } from './local/evaluator.js';
export { LocalRuntime } from './local/local-runtime.js';
export { rawVariantOf } from './local/variants.js';
export { assignmentEvent } from './reports/assignment.js';
export { canonicalOf, hashOf } from './reports/canonical.js';
export { exposureEvents } from './reports/exposures.js';
export { Once } from './reports/once.js';
export { inDependencyOrder } from './translate/order.js';
export { place } from './translate/source.js';
export { decodeFlags } from './wire/flags.js';
export type { RawVariant } from './wire/variant.js';
