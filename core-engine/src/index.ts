// What the providers need of the engine, and the author of a fifth one; no more.

export type { Clock, Timer } from './clock/clock.js';
export { systemClock } from './clock/clock.js';
export { ManualClock } from './clock/manual-clock.js';
export { consoleLogger, silentLogger, type Logger } from './logging/logger.js';
export { ProblemLog } from './logging/problem-log.js';

export type * from './evaluation/program.js';
export type { FlagCell, References } from './evaluation/cells.js';
export { noReferences } from './evaluation/cells.js';
export type { Decision, DecisionError, FlagHead } from './evaluation/decision.js';
export { FlagSet, type FlagSetOptions, type Translator } from './evaluation/set.js';
export type { Subject } from './evaluation/subject.js';
export { noAttributes } from './evaluation/subject.js';
export type { SideReport } from './evaluation/state.js';
export type { Definition } from './evaluation/table.js';
export { murmur3 } from './evaluation/hash/murmur3.js';
export { polynomial31 } from './evaluation/hash/polynomial31.js';
export { percentBucket } from './evaluation/buckets.js';
export { compareVersions, isVersion, parseVersion, type Version } from './evaluation/versions.js';

export { MemoryStore, type Change, type Removal, type Segment, type TableChange } from './store/memory.js';
