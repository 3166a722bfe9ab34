import type { BackoffOptions } from '../clock/backoff.js';
import type { Clock, Timer } from '../clock/clock.js';
import { every } from '../clock/every.js';
import { classOf } from '../logging/class-of.js';
import type {
  Connection,
  SocketConnection,
  SocketEnd,
  SocketRequest,
  SocketTransport,
} from '../transport/transport.js';
import { failureOfStatus } from './answer.js';
import { failure, type SyncFailure } from './round.js';
import { StreamKeeper, type Line } from './stream.js';

/** What a vendor says of its WebSocket. */
export interface SocketOptions {
  readonly clock: Clock;
  readonly transport: Pick<SocketTransport, 'openSocket'>;
  /** What is opened; asked anew for each attempt, since a token may hold the time. */
  readonly request: () => SocketRequest;
  /** What is sent as soon as it is open; asked anew each time, since it may hold how far we have come. */
  readonly greeting: () => string;
  readonly ping: SocketPing;
  /** So long an open connection may bring no frame at all, the answers to pings included, in milliseconds. */
  readonly silenceMs: number;
  /**
   * Takes one message. What it gives back says that the connection is of no use any more, and why: it is closed, and
   * another one follows. To throw means the same.
   */
  readonly hear: (text: string) => SyncFailure | undefined;
  /** What a close code of the other side's means; 1005 where it gave none. */
  readonly closed: (code: number) => SyncFailure;
  readonly told: (news: SocketNews) => void;
  /** The waits between attempts; the engine's own by default. */
  readonly backoff?: BackoffOptions;
}

/** A message of the vendor's own that the other side answers; WebSocket's pings are answered in any case. */
export interface SocketPing {
  readonly everyMs: number;
  readonly text: string;
}

export type SocketNews =
  /** Open, for the first time or again, and greeted. */
  | { readonly kind: 'open' }
  /** Not open; another attempt follows, whatever the reason. */
  | {
      readonly kind: 'down';
      readonly why: SyncFailure;
      /** How the other side or the network ended it; absent: we gave it up. */
      readonly end?: SocketEnd;
    };

/** A close code of RFC 6455, 7.4.1: we are going away. */
const GOING_AWAY = 1001;

/**
 * Keeps one WebSocket open, for ever: connects, greets, pings, hears, and again by the back-off when it has ended. There is
 * one attempt at a time. Nothing that comes through it can throw.
 */
export class SocketKeeper {
  private readonly options: SocketOptions;
  private readonly keeper: StreamKeeper<SocketRequest>;
  private connection: SocketConnection | undefined;
  private pings: Timer | undefined;
  /** The end that is being told. */
  private end: SocketEnd | undefined;

  constructor(options: SocketOptions) {
    this.options = options;
    const { clock, silenceMs, backoff } = options;
    this.keeper = new StreamKeeper<SocketRequest>({
      clock,
      silenceMs,
      prepare: () => Promise.resolve().then(() => ({ kind: 'ready', ticket: options.request() })),
      open: (request, line) => this.open(request, line),
      told: (news) => {
        if (news.kind === 'down') options.told(this.end === undefined ? news : { ...news, end: this.end });
        else if (news.kind === 'open') this.opened();
      },
      ...(backoff === undefined ? {} : { backoff }),
    });
  }

  /** Begins. Harmless when it has begun. */
  start(): void {
    this.keeper.start();
  }

  /** Ends it with the close code 1000; nothing is told after that. It can be started again. */
  stop(): void {
    this.keeper.stop();
  }

  /** Sends one message. @returns whether there is an open connection that has room for it */
  send(text: string): boolean {
    return this.connection?.send(text) ?? false;
  }

  /** Gives the connection up, if there is one: another one follows. */
  abandon(why: SyncFailure): void {
    this.connection?.close(GOING_AWAY);
    this.keeper.abandon(why);
  }

  private open(request: SocketRequest, line: Line): Connection {
    const connection = this.options.transport.openSocket(request, {
      opened: () => line.opened(),
      alive: () => line.alive(),
      message: (text) => this.hear(text),
      ended: (end) => {
        this.end = end;
        line.ended(failureOfSocketEnd(end, this.options.closed));
        this.end = undefined;
      },
    });
    this.connection = connection;
    return { close: () => this.drop(connection) };
  }

  private drop(connection: SocketConnection): void {
    this.pings?.cancel();
    this.connection = undefined;
    connection.close();
  }

  private opened(): void {
    const { clock, greeting, ping, told } = this.options;
    this.send(greeting());
    this.pings = every(clock, ping.everyMs, () => void this.send(ping.text));
    told({ kind: 'open' });
  }

  private hear(text: string): void {
    let useless: SyncFailure | undefined;
    try {
      useless = this.options.hear(text);
    } catch (error) {
      useless = failure('invalid', `the stream: a message could not be used (${classOf(error)})`);
    }
    if (useless !== undefined) this.abandon(useless);
  }
}

/** What the end of a WebSocket means. A status is the answer to the handshake. */
function failureOfSocketEnd(end: SocketEnd, closed: (code: number) => SyncFailure): SyncFailure {
  switch (end.kind) {
    case 'closed':
      return closed(end.code);
    case 'refused':
      return failureOfStatus(end.status, 'the stream');
    case 'failed':
      return failure(end.problem === 'tls' ? 'untrusted' : 'unavailable', `the stream: ${end.message}`);
  }
}
