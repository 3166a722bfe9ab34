// What the providers need of the engine, and the author of a fifth one; no more.

export type { Clock, Timer } from './clock/clock.js';
export { systemClock } from './clock/clock.js';
export type { BackoffOptions } from './clock/backoff.js';
export { every } from './clock/every.js';
export { ManualClock } from './clock/manual-clock.js';
export { consoleLogger, silentLogger, type Logger } from './logging/logger.js';
export { showName } from './logging/show-name.js';
export { ProblemLog } from './logging/problem-log.js';

export type * from './evaluation/program.js';
export type { FlagCell, References } from './evaluation/cells.js';
export { noReferences } from './evaluation/cells.js';
export { decisionOf, type Decision, type DecisionError, type FlagHead } from './evaluation/decision.js';
export type { Ending } from './evaluation/ending.js';
export { FlagSet, type FlagSetOptions, type Translator } from './evaluation/set.js';
export { explain, type ConditionTrace, type Explanation, type StepTrace } from './evaluation/explain.js';
export type { Subject } from './evaluation/subject.js';
export { knownName } from './evaluation/known-name.js';
export { cellsAskedBy } from './evaluation/asked-cells.js';
export { isOwnTable, noAttributes, ownTable } from './evaluation/subject.js';
export type { SideReport } from './evaluation/state.js';
export type { Definition } from './evaluation/table.js';
export { md5OfAscii } from './evaluation/hash/md5.js';
export { murmur3 } from './evaluation/hash/murmur3.js';
export { murmur3Wtf8 } from './evaluation/hash/murmur3-wtf8.js';
export { polynomial31 } from './evaluation/hash/polynomial31.js';
export { percentBucket, slotBucket } from './evaluation/buckets.js';
export { compareVersions, isVersion, parseVersion, type Version } from './evaluation/versions.js';

export {
  MemoryStore,
  type Change,
  type Removal,
  type Segment,
  type SegmentChange,
  type TableChange,
} from './store/memory.js';
export { type Comparable } from './store/comparable.js';
export { sameJson } from './store/same-json.js';
export {
  loadPatternEngine,
  needsPatternEngine,
  pattern,
  type Pattern,
  type PatternOptions,
} from './evaluation/patterns/pattern.js';

export { asSourceError, SourceError } from './sync/source.js';
export type { Failing, Healthy, Source, SourceProblem, SourceSink, SourceStatus } from './sync/source.js';
export { FileSource } from './sync/file/file-source.js';
export type { FileSet, FurtherFiles } from './sync/file/file-set.js';
export type { FileSourceOptions } from './sync/file/settings.js';
export type { Watch, Watcher } from './sync/file/watch.js';
export { parseJson, type Parse } from './sync/file/document.js';
export { parseYaml, parseYamlAsText } from './sync/file/yaml.js';

export { failureOfStatus, readAnswer, type Answer, type StatusFailure } from './sync/answer.js';
export { Fallback, type FallbackOptions, type Follower, type Way } from './sync/fallback.js';
export { Health } from './sync/health.js';
export { Lane } from './sync/lane.js';
export {
  failure,
  isLasting,
  ok,
  type FailureCode,
  type RoundOutcome,
  type Success,
  type SyncFailure,
} from './sync/round.js';
export { QuickRetries, type QuickRetriesOptions } from './sync/quick-retries.js';
export { steadyRetries } from './sync/steady-retries.js';
export { Nap } from './sync/nap.js';
export { Poll, type PollOptions, type Why } from './sync/poll.js';
export {
  SharedAnswers,
  type Asked,
  type Shared,
  type SharedAnswer,
  type SharedAnswersOptions,
} from './sync/shared-answers.js';
export { Slots } from './sync/slots.js';
export { SocketKeeper, type SocketNews, type SocketOptions, type SocketPing } from './sync/socket.js';
export { Broken, isRaw, listOf, listOrNone, objectOf, textOf, type Raw } from './sync/wire.js';
export { StreamKeeper, type Line, type Prepared, type StreamNews, type StreamOptions } from './sync/stream.js';

export type * from './transport/transport.js';
export { openTransport } from './transport/open.js';
export { ReopeningSocketTransport, ReopeningTransport } from './transport/reopening.js';
export { wayOf, type WayOptions } from './transport/way.js';
export { HttpSender, type HttpSenderOptions } from './transport/http-sender.js';
export { regimeOf, retryAfterMs } from './transport/regime.js';
export { headerProblem } from './transport/header.js';
export { shownUrl } from './transport/redact.js';

export { Tracker, type CloseReport, type TrackerStats } from './tracker/tracker.js';
export type { TrackerOptions } from './tracker/options.js';
export type { DropListener, DropReason } from './tracker/drops.js';
export type { DropPolicy } from './tracker/ring.js';
export type { Delivery, Sender } from './tracker/sender.js';
export {
  ListenerFeed,
  type ListenerCloseReport,
  type ListenerFeedOptions,
  type ListenerStats,
} from './tracker/listener.js';
export { NEVER, Seen, SeenLane } from './tracker/seen.js';
export { PeriodCounter, PeriodCounts, type CountedPeriod } from './tracker/period-counts.js';

export * from './provider/index.js';
