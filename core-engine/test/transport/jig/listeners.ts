import type {
  EventStreamListener,
  SocketEnd,
  SocketListener,
  StreamEnd,
  StreamEvent,
} from '#src/transport/transport.js';

/** Keeps what it is told, and says when it is over. */
class Heard<End> {
  readonly calls: string[] = [];
  readonly ends: End[] = [];
  readonly over: Promise<End>;
  #resolve!: (end: End) => void;

  constructor() {
    this.over = new Promise((resolve) => (this.#resolve = resolve));
  }

  opened(): void {
    this.calls.push('opened');
  }

  alive(): void {
    this.calls.push('alive');
  }

  ended(end: End): void {
    this.calls.push('ended');
    this.ends.push(end);
    this.#resolve(end);
  }
}

export class HeardStream extends Heard<StreamEnd> implements EventStreamListener {
  readonly events: StreamEvent[] = [];

  event(event: StreamEvent): void {
    this.calls.push('event');
    this.events.push(event);
  }
}

export class HeardSocket extends Heard<SocketEnd> implements SocketListener {
  readonly messages: string[] = [];

  message(text: string): void {
    this.calls.push('message');
    this.messages.push(text);
  }
}
