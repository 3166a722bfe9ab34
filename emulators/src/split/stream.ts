import type { Clock, Timer } from '@polyflag/core-engine';
import type { EventStream } from '../http/event-stream.js';
import { channels } from './token.js';

/** What a client writes before a channel to hear how many publishers it has. */
const OCCUPANCY = '[?occupancy=metrics.publishers]';

/** The parts of a message that are not left to the emulator. */
export interface Envelope {
  readonly channel?: string;
  /** Epoch milliseconds; default the clock's, and always later than before. */
  readonly timestamp?: number;
  readonly id?: string;
  readonly name?: string;
}

/** One client that listens. */
interface Subscriber {
  readonly stream: EventStream;
  /** What it calls each channel that it hears, by the channel's own name. */
  readonly channels: ReadonlyMap<string, string>;
}

/** The streams that are open, and what goes out through them (spec §5.2, §5.3). */
export class Streams {
  private readonly clock: Clock;
  private readonly subscribers = new Set<Subscriber>();
  private publishers = { primary: 2, secondary: 2 };
  private messages = 0;
  private time = 0;
  private heart: Timer | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How many are open. */
  get count(): number {
    return this.subscribers.size;
  }

  /** Whether anybody publishes: a client that hears of nobody polls. */
  get published(): boolean {
    return this.publishers.primary + this.publishers.secondary > 0;
  }

  /** Lets a client listen to the channels of its query, and tells it who publishes. */
  open(stream: EventStream, query: string, heartbeatSeconds: number): void {
    const names = query.split(',').filter((name) => name !== '');
    const subscriber = { stream, channels: new Map(names.map((name) => [name.replace(OCCUPANCY, ''), name])) };
    this.subscribers.add(subscriber);
    stream.onClose(() => this.subscribers.delete(subscriber));
    this.tellPublishers([subscriber]);
    this.beat(heartbeatSeconds);
  }

  /** Sends a message to everybody who hears its channel. */
  send(data: unknown, envelope: Envelope & { readonly channel: string }): void {
    this.deliver(this.subscribers, data, envelope);
  }

  setPublishers(primary: number, secondary: number): void {
    this.publishers = { primary, secondary };
    this.tellPublishers(this.subscribers);
  }

  /** An event `error`, with what the stream's host says of it. */
  sendError(code: number, statusCode: number, message: string): void {
    const data = JSON.stringify(streamError(code, statusCode, message));
    for (const { stream } of this.subscribers) stream.send({ event: 'error', data });
  }

  write(bytes: string | Uint8Array): void {
    for (const { stream } of this.subscribers) stream.write(bytes);
  }

  heartbeat(): void {
    for (const { stream } of this.subscribers) stream.comment('keepalive');
  }

  /** Those that are open now say nothing any more; those that are opened later do. */
  silence(): void {
    for (const { stream } of this.subscribers) stream.silence();
  }

  /** Ends all in good order. */
  end(): void {
    for (const { stream } of this.subscribers) stream.end();
  }

  stopBeating(): void {
    this.heart?.cancel();
    this.heart = undefined;
  }

  private tellPublishers(to: Iterable<Subscriber>): void {
    const occupancy = [
      [channels.primary, this.publishers.primary],
      [channels.secondary, this.publishers.secondary],
    ] as const;
    for (const [channel, publishers] of occupancy)
      this.deliver(to, { metrics: { publishers } }, { channel, name: '[meta]occupancy' });
  }

  private deliver(to: Iterable<Subscriber>, data: unknown, envelope: Envelope & { readonly channel: string }): void {
    const { channel, name } = envelope;
    const id = envelope.id ?? `emulator:${this.messages++}`;
    const timestamp = envelope.timestamp ?? this.nextTime();
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    for (const subscriber of to) {
      const heardAs = subscriber.channels.get(channel);
      const deaf = heardAs === undefined || (name !== undefined && !heardAs.startsWith(OCCUPANCY));
      if (deaf) continue;
      const client = name === undefined ? { clientId: 'NDEz' } : {};
      const message = { id: `${id}:0`, ...client, timestamp, encoding: 'json', channel: heardAs, data: text, name };
      subscriber.stream.send({ id, event: 'message', data: JSON.stringify(message) });
    }
  }

  /** Clients go by the order of these times: no two may be the same. */
  private nextTime(): number {
    this.time = Math.max(this.clock.now(), this.time + 1);
    return this.time;
  }

  private beat(seconds: number): void {
    this.heart ??= this.clock.schedule(seconds * 1_000, () => {
      this.heart = undefined;
      this.heartbeat();
      if (this.count > 0) this.beat(seconds);
    });
  }
}

/** What the stream's host says when it refuses or ends a stream. */
export function streamError(code: number, statusCode: number, message: string): Readonly<Record<string, unknown>> {
  return { message, code, statusCode, href: `https://help.ably.io/error/${code}` };
}
