import type { EventSource } from 'eventsource';
import { deadlinesOfStream } from './deadlines.js';
import { EventBytes } from './event-bytes.js';
import { Exchange, type Wiring } from './exchange.js';
import { Feed } from './feed.js';
import { failure, failureOf } from './failure.js';
import { Listening } from './listening.js';
import type { Connection, EventStreamListener, HttpFailure, StreamEnd, StreamRequest } from './transport.js';

/** Opens a stream of server-sent events, once. */
export function openEventStream(wiring: Wiring, request: StreamRequest, listener: EventStreamListener): Connection {
  const stream = new EventStream(wiring, request, listener);
  stream.start();
  return { close: () => stream.close() };
}

class EventStream {
  readonly #wiring: Wiring;
  readonly #listener: EventStreamListener;
  readonly #exchange: Exchange;
  readonly #bytes: EventBytes;
  readonly #feed = new Feed();
  readonly #listening: Listening<StreamEnd>;
  #source: EventSource | undefined;
  #answer: (() => void) | undefined;
  #isAnswered = false;

  constructor(wiring: Wiring, { url, headers }: StreamRequest, listener: EventStreamListener) {
    this.#wiring = wiring;
    this.#listener = listener;
    this.#bytes = new EventBytes(wiring.maxBytes);
    this.#exchange = new Exchange(
      wiring,
      {
        method: 'GET',
        url,
        // Compressed, an event would wait in the compressor of the other side for the ones after it.
        headers: {
          accept: 'text/event-stream',
          'accept-encoding': 'identity',
          'cache-control': 'no-cache',
          ...headers,
        },
        deadlines: deadlinesOfStream(wiring.deadlines),
        hold: false,
      },
      {
        head: (status, answered) => this.#head(status, answered),
        data: (chunk) => this.#data(chunk),
        over: (why) => this.#drained(why),
      },
    );
    this.#listening = new Listening<StreamEnd>({
      ongoing: wiring.ongoing,
      ended: (end) => listener.ended(end),
      release: () => this.#release(),
      where: () => this.#exchange.where,
    });
  }

  start(): void {
    this.#run().catch((error: unknown) => this.#listening.end(failureOf(error, 'reaching', this.#exchange.where)));
  }

  close(): void {
    this.#listening.close();
  }

  async #run(): Promise<void> {
    const module = await import('eventsource');
    if (this.#listening.isOver) return;
    const heard = (event: Event) => this.#heard(event);
    // The names of the events are the backend's, so no list of them can be subscribed to.
    class AnyEventSource extends module.EventSource {
      override dispatchEvent(event: Event): boolean {
        heard(event);
        return true;
      }
    }
    const answer = { status: 200, redirected: false, url: '', headers: { get: () => 'text/event-stream' } };
    this.#source = new AnyEventSource('http://stream.invalid/', {
      // It is given an answer once, and one that never ends: to this class an end is a reason to connect again.
      fetch: () =>
        new Promise((resolve) => {
          this.#answer = () => resolve({ ...answer, body: { getReader: () => this.#feed } });
        }),
    });
    this.#exchange.start();
  }

  #head(status: number, headers: Readonly<Record<string, string>>): void {
    const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (status === 200 && type === 'text/event-stream') {
      this.#listening.tell(() => this.#listener.opened());
      this.#isAnswered = true;
      this.#answer?.();
      return;
    }
    const what = status === 200 ? '200 with something that is no event stream' : `${status}`;
    this.#listening.end({ kind: 'refused', status, message: `${this.#exchange.where} answered ${what}` });
  }

  #data(chunk: Uint8Array): void {
    this.#listening.tell(() => this.#listener.alive());
    const bytes = this.#bytes.take(chunk);
    if (bytes === undefined) {
      this.#drained(failure('too-large', this.#exchange.where, `an event of more than ${this.#wiring.maxBytes} bytes`));
    } else {
      this.#feed.push(bytes);
    }
  }

  /** Ends the stream once the parser has seen all that came before; without an answer there is nothing to see. */
  #drained(why?: HttpFailure): void {
    const end = () => this.#listening.end(why ?? { kind: 'finished' });
    if (this.#isAnswered) this.#feed.end(end);
    else end();
  }

  #heard(event: Event): void {
    if (this.#listening.isOver) return;
    // A backend may call its events what it likes, `open` and `error` too.
    if (event instanceof MessageEvent) {
      const { type, lastEventId } = event;
      const data = String(event.data);
      this.#listening.tell(() => this.#listener.event({ type, data, id: lastEventId }));
    } else if (event.type !== 'open') {
      this.#listening.end(failure('broken', this.#exchange.where));
    }
  }

  #release(): void {
    this.#source?.close();
    this.#exchange.drop();
  }
}
