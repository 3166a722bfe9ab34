export type { Defer } from './announcer.js';
export { BaseProvider, type ProviderParts } from './base.js';
export type { Backend, BackendStatus, StatusListener } from './backend.js';
export { commonOptions, loggerOf, millis } from './common-options.js';
export { asCoded, type Code, CodedError, fatal, general, invalidOption, isCoded, notReady } from './errors.js';
export type { Details, Face, Metadata, Resolution, Typed, TypedDefault, TypedError, TypedValue, View } from './face.js';
export * as option from './option-kinds.js';
export { group, readOptions, type ReadOptions } from './options.js';
export { type BooleanWords, mismatch, type Read, readAs, type TypingRules } from './typing.js';
