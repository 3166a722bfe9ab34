import {
  failure,
  fatal,
  Health,
  isRaw,
  notReady,
  SocketKeeper,
  type Clock,
  type SocketNews,
  type SocketTransport,
  type SyncFailure,
} from '@polyflag/core-engine';
import { decodeMessage, type DataSync } from '../wire/message.js';
import { dataSyncRequest, PING } from './client-messages.js';
import type { DefinitionsSink, DefinitionsSource, DefinitionsTarget } from './definitions-source.js';
import { failureOfClose, statusErrorOf } from './stream-failures.js';
import { streamRequest, type StreamAddress } from './stream-request.js';

export interface NetworkSourceOptions {
  readonly clock: Clock;
  readonly transport: Pick<SocketTransport, 'openSocket'>;
  readonly target: DefinitionsTarget;
  readonly address: StreamAddress;
  readonly pingIntervalMs: number;
  /** Upper limit of the wait before the first attempt that follows a failure (spec §4.9). */
  readonly firstRetryDelayMs: number;
  /** A number from 0 (included) to 1 (excluded); default `Math.random`. */
  readonly random?: () => number;
}

/** Spec §4.9. */
const LONGEST_RETRY_MS = 60_000;
const GOOD_RUN_MS = 60_000;
const RETRY_JITTER = 0.5;

/** After so many pings without a frame the connection counts as dead (D13). */
const PINGS_UNANSWERED = 3;

/** Past this many problems of one message only their number is told. */
const MOST_TOLD = 50;

const WHAT = 'the stream: a message cannot be used';

/** Definitions from the backend (spec §4): one WebSocket, for ever. For one start. */
export class NetworkSource implements DefinitionsSource {
  private readonly target: DefinitionsTarget;
  private readonly keeper: SocketKeeper;
  private readonly health: Health;
  private sink: DefinitionsSink | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  /** Whether data has been put into force since the start. */
  private isServing = false;
  /** Whether data has come through this connection. */
  private isFresh = false;
  /** Nobody knows what is missing, because there was no whole set yet or something could not be read. */
  private hasGap = true;
  /** Everything was asked for, through this connection. */
  private awaitsWhole = false;
  /** It was asked for because of something that could not be used. */
  private isRepeating = false;
  /** Data that waits to be put into force, if there is any. */
  private waiting: Promise<void> | undefined;
  /** Counts the connections: what waits is dropped with its connection, and asked for again. */
  private connection = 0;

  constructor({ clock, transport, target, address, pingIntervalMs, firstRetryDelayMs, random }: NetworkSourceOptions) {
    const draw = random ?? Math.random;
    this.target = target;
    this.keeper = new SocketKeeper({
      clock,
      transport,
      request: () => streamRequest(address, clock.now(), draw()),
      greeting: () => this.ask(),
      ping: { everyMs: pingIntervalMs, text: PING },
      silenceMs: PINGS_UNANSWERED * pingIntervalMs,
      hear: (text) => this.hear(text),
      closed: failureOfClose,
      told: (news) => this.told(news),
      backoff: {
        baseMs: firstRetryDelayMs,
        maxMs: LONGEST_RETRY_MS,
        healthyMs: GOOD_RUN_MS,
        jitter: RETRY_JITTER,
        random: draw,
      },
    });
    this.health = new Health(clock, (status) => {
      // That all is well again is told with the data.
      if (status.kind === 'failing') this.sink?.stale(status);
    });
  }

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    this.hasGap = !this.target.initialized;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.keeper.start();
    });
  }

  stop(): Promise<void> {
    this.keeper.stop();
    this.sink = undefined;
    this.settle?.reject(notReady('the synchronisation was stopped'));
    return Promise.resolve();
  }

  /** Everything, or what has changed since the latest change that we know (D2). */
  private ask(): string {
    const { version } = this.target;
    this.awaitsWhole = this.hasGap || version <= 0;
    return dataSyncRequest(this.awaitsWhole ? 0 : version);
  }

  private told(news: SocketNews): void {
    if (news.kind === 'open') return;
    const { why, end } = news;
    this.connection += 1;
    this.waiting = undefined;
    this.isFresh = false;
    this.awaitsWhole = false;
    this.isRepeating = false;
    this.sink?.interrupted(statusErrorOf(why, end));
    if (this.isServing) {
      this.health.stream('down');
      this.health.failed(why);
      return;
    }
    this.sink?.problem(why.message);
    if (why.code === 'refused') this.settle?.reject(fatal(why.message));
  }

  private hear(text: string): SyncFailure | undefined {
    let message: unknown;
    try {
      message = JSON.parse(text) as unknown;
    } catch {
      // The parser's error is dropped: it quotes the text (D16).
      return this.unreadable('it is not JSON');
    }
    const received = decodeMessage(message);
    switch (received.kind) {
      case 'data':
        this.receive(received.data);
        return undefined;
      case 'pong':
        return undefined;
      case 'ignored':
        return isForeign(message) ? undefined : this.malformed(received.why);
    }
  }

  /** Data that needs something first waits for it, and what comes after it waits as well. */
  private receive(data: DataSync): void {
    const needs = this.target.prepare?.(data);
    if (needs === undefined && this.waiting === undefined) {
      this.apply(data);
      return;
    }
    const { connection } = this;
    const turn = Promise.all([this.waiting, needs]).then(() => {
      if (this.connection !== connection || this.sink === undefined) return;
      if (this.waiting === turn) this.waiting = undefined;
      this.apply(data);
    });
    this.waiting = turn;
  }

  private apply(data: DataSync): void {
    const isAnswer = this.awaitsWhole && data.eventType === 'full';
    this.complain(data.problems);
    const flagIds = this.target.apply(data, isAnswer);
    if (isAnswer) {
      this.awaitsWhole = false;
      this.isRepeating = false;
      this.hasGap = false;
    }
    this.isServing = true;
    this.sink?.changed(flagIds);
    if (!this.isFresh) this.refreshed();
    this.settle?.resolve();
  }

  private complain(problems: readonly string[]): void {
    for (const problem of problems.slice(0, MOST_TOLD)) this.sink?.problem(problem);
    const more = problems.length - MOST_TOLD;
    if (more > 0) this.sink?.problem(`the stream: ${more} more items of a message cannot be used`);
  }

  private refreshed(): void {
    this.isFresh = true;
    this.sink?.fresh();
    this.health.stream('up');
    this.health.succeeded();
  }

  /**
   * A message that is JSON and yet none of the protocol's. It changes nothing (spec §4.4), and it may have hidden a change.
   * A second one before the answer shows that asking does not help.
   */
  private malformed(why: string): SyncFailure | undefined {
    if (this.isRepeating) return this.unreadable(why);
    this.sink?.problem(`${WHAT}: ${why}; everything is asked for again`);
    this.hasGap = true;
    this.isRepeating = true;
    this.keeper.send(this.ask());
    return undefined;
  }

  private unreadable(why: string): SyncFailure {
    this.hasGap = true;
    return failure('invalid', `${WHAT}: ${why}`);
  }
}

/** A message of a kind that we do not know, and so not one that says what is in force. */
function isForeign(message: unknown): boolean {
  return isRaw(message) && message.messageType !== 'data-sync';
}
