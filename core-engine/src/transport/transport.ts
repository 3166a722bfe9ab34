import type { Clock } from '../clock/clock.js';

/**
 * The one way out of the process. Polling, streams and reports of a client share one: one pool of connections, one proxy
 * set-up, one TLS set-up. Nothing here retries and nothing decides what an answer means: that is the caller's.
 */
export interface Transport {
  /** Makes one request, once. Never rejects and never throws: what went wrong is in the outcome. */
  request(request: HttpRequest): Promise<HttpOutcome>;

  /**
   * Opens a stream of server-sent events, once; it does not reconnect. The listener hears nothing before this returns, and
   * nothing after `close` of what is returned.
   */
  openEventStream(request: StreamRequest, listener: EventStreamListener): Connection;

  /** Gives up what is under way and lets idle connections go. Idempotent. A caller's own agent stays open. */
  close(): void;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** The whole URL. It may hold a token: no error and no log line shows its query. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as UTF-8. */
  readonly body?: string;
  /** Gives the request up: the outcome is then `failed` with `aborted`. */
  readonly signal?: AbortSignal;
  /** Deadlines that differ from the transport's own for this request. */
  readonly deadlines?: Partial<Deadlines>;
  /**
   * Nobody awaits the answer: a process that has nothing else to do may end before it comes. Default false, so that an
   * `await` on the answer is enough to keep the process until its deadline at the latest. Streams are always so.
   */
  readonly background?: boolean;
}

/** What became of a request. Every status is a response, whatever it says. */
export type HttpOutcome = HttpResponse | HttpFailure;

export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Names in lower case; of a repeated header the values are joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed and decoded from UTF-8. */
  readonly body: string;
}

export interface HttpFailure {
  readonly kind: 'failed';
  readonly problem: NetworkProblem;
  /** One sentence with the host and what happened; no query, no header, no body. The same for the same problem. */
  readonly message: string;
}

/**
 * - `unreachable`: the host could not be looked up or connected to, the proxy included.
 * - `tls`: the other side could not prove who it is, or spoke no TLS: somebody has to mend that.
 * - `timeout`: a deadline passed; the message names the phase.
 * - `broken`: the connection ended before the answer was whole, or what came was no HTTP.
 * - `too-large`: more than `maxBytes` after decompression.
 * - `aborted`: given up by the caller or by `close`.
 */
export type NetworkProblem = 'unreachable' | 'tls' | 'timeout' | 'broken' | 'too-large' | 'aborted';

export interface StreamRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who follows a stream. What it throws ends the stream with `broken` and never reaches the process. */
export interface EventStreamListener {
  /** The other side answered with a stream. */
  opened(): void;
  /** Bytes came, of whatever kind, comments included: the other side is alive. */
  alive(): void;
  /** One event. `type` is `message` where the stream names none. */
  event(event: StreamEvent): void;
  /** It is over; called exactly once, unless `close` came first. */
  ended(end: StreamEnd): void;
}

export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly id: string;
}

/**
 * - `finished`: the other side ended an open stream in good order.
 * - `refused`: it answered with another status than 200, or with something that is no event stream.
 * - `failed`: the network.
 */
export type StreamEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | HttpFailure;

/** Something open. */
export interface Connection {
  /** Ends it; nothing is told after that. Idempotent. */
  close(): void;
}

/** A transport that opens WebSockets too. */
export interface SocketTransport extends Transport {
  /**
   * Opens a WebSocket, once; it does not reconnect. The listener hears nothing before this returns, and nothing after
   * `close` of what is returned.
   */
  openSocket(request: SocketRequest, listener: SocketListener): SocketConnection;
}

export interface SocketRequest {
  /** `ws:` or `wss:`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Subprotocols to offer; default none. */
  readonly protocols?: readonly string[];
}

/** Who follows a WebSocket. What it throws ends it with `broken` and never reaches the process. */
export interface SocketListener {
  /** The handshake is done. */
  opened(): void;
  /** Bytes came, of whatever kind: the other side is alive. Pings are answered without the listener's help. */
  alive(): void;
  /** One text message. Binary ones are only a sign of life. */
  message(text: string): void;
  /** It is over; called exactly once, unless `close` came first. */
  ended(end: SocketEnd): void;
}

/**
 * - `closed`: closed by the other side in good order. `code` is its close code, 1005 when it gave none.
 * - `refused`: it answered the handshake with an HTTP status.
 * - `failed`: the network, or a message above `maxBytes`.
 */
export type SocketEnd =
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | HttpFailure;

export interface SocketConnection extends Connection {
  /**
   * Ends it; nothing is told after that. Idempotent.
   *
   * @param code the close code that the other side gets; default 1000
   */
  close(code?: number): void;

  /**
   * Sends one text message.
   *
   * @returns whether it was taken: not before `opened`, not after the end, and not while `maxBytes` wait to leave
   */
  send(text: string): boolean;
}

/**
 * How long each phase may take, in milliseconds; `Infinity` for no limit. A connection that is used again has no lookup,
 * connect and TLS phase. Of a proxy, and of a caller's agent, only the outcome can be seen: until they have a connection,
 * lookup and connect are one phase that may take the sum of both.
 */
export interface Deadlines {
  /** Default 5,000. */
  readonly lookup: number;
  /** Default 10,000. */
  readonly connect: number;
  /** Default 10,000. */
  readonly tls: number;
  /** From the request being sent to the headers of the answer; default 30,000. */
  readonly headers: number;
  /** Between two parts of the body; default 30,000. A stream is watched by its caller instead. */
  readonly bodyIdle: number;
  /** From the beginning to the end; default 60,000. A stream has none. */
  readonly request: number;
}

export interface TransportOptions {
  /** Default the machine's own. */
  readonly clock?: Clock;
  /** Default: see there. */
  readonly deadlines?: Partial<Deadlines>;
  /**
   * The largest body taken, in bytes after decompression, and the largest single event or message of a stream; default
   * 32 MiB.
   */
  readonly maxBytes?: number;
  /** An `http.Agent` for everything, or one for each protocol; the caller's to destroy. It replaces `proxy` and `ca`. */
  readonly agent?: AgentOption;
  /** Certificates to trust in place of Node's own, in PEM. */
  readonly ca?: CaOption;
  /** The URL of a proxy, `false` for none; default what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say, in either case. */
  readonly proxy?: string | false;
}

/** An agent for every request, or one for each protocol. Node's types are not needed to read these declarations. */
export type AgentOption = AgentLike | { readonly http?: AgentLike | undefined; readonly https?: AgentLike | undefined };

/** What is known of an `http.Agent` from outside: agents of other packages do not descend from Node's. */
export interface AgentLike {
  addRequest?: unknown;
  destroy(): void;
}

/** Certificates in PEM: of one file, or of several. */
export type CaOption = string | Uint8Array | readonly (string | Uint8Array)[];
