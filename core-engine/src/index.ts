// What the providers need of the engine, and the author of a fifth one; no more.

export type { Clock, Timer } from './clock/clock.js';
export { systemClock } from './clock/clock.js';
export { ManualClock } from './clock/manual-clock.js';
export { consoleLogger, silentLogger, type Logger } from './logging/logger.js';
export { ProblemLog } from './logging/problem-log.js';

export type * from './evaluation/program.js';
export type { FlagCell, References } from './evaluation/cells.js';
export { noReferences } from './evaluation/cells.js';
export { decisionOf, type Decision, type DecisionError, type FlagHead } from './evaluation/decision.js';
export { FlagSet, type FlagSetOptions, type Translator } from './evaluation/set.js';
export { explain, type ConditionTrace, type Explanation, type StepTrace } from './evaluation/explain.js';
export type { Subject } from './evaluation/subject.js';
export { isOwnTable, noAttributes, ownTable } from './evaluation/subject.js';
export type { SideReport } from './evaluation/state.js';
export type { Definition } from './evaluation/table.js';
export { murmur3 } from './evaluation/hash/murmur3.js';
export { polynomial31 } from './evaluation/hash/polynomial31.js';
export { percentBucket, slotBucket } from './evaluation/buckets.js';
export { compareVersions, isVersion, parseVersion, type Version } from './evaluation/versions.js';

export { MemoryStore, type Change, type Removal, type Segment, type TableChange } from './store/memory.js';
export { loadPatternEngine, needsPatternEngine, pattern, type Pattern } from './evaluation/patterns/pattern.js';

export { asSourceError, SourceError, type Source, type SourceSink, type SourceStatus } from './sync/source.js';
export { FileSource } from './sync/file/file-source.js';
export type { FileSet } from './sync/file/file-set.js';
export { parseJson, type Parse } from './sync/file/document.js';
export { parseYaml, parseYamlAsText } from './sync/file/yaml.js';

export type * from './transport/transport.js';

export { Tracker } from './tracker/tracker.js';
export type { Delivery, Sender } from './tracker/sender.js';
export { ListenerFeed } from './tracker/listener.js';

export * from './provider/index.js';
