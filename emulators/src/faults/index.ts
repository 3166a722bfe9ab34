export type { Match } from '../http/match.js';
export type { ReceivedRequest } from '../http/received.js';
export type { ReceivedOptions } from '../http/recorder.js';
export { catalogue, type FaultName } from './catalogue.js';
export { FaultServer, type FaultOptions } from './server.js';
export type { Fault, Step } from './step.js';
