import { every, type Clock } from '@polyflag/core-engine';
import { isObject } from '../http/form.js';
import type { ServerSocket } from '../http/server-socket.js';
import { messageWith, type Environment, type Items } from './environment.js';
import type { FeatureFlagCoEmulatorSettings } from './settings.js';

/** A message of a client's. */
export interface ReceivedMessage {
  /** When it came, by the emulator's clock. */
  readonly at: number;
  /** Parsed where it is JSON, otherwise the text. */
  readonly message: unknown;
}

/** The close code for who is refused, and its reason (spec §4.8). */
const REFUSED = 4003;
const REASON = 'invalid request, close by server';

const pong = JSON.stringify({ messageType: 'pong', data: null });

export interface StreamsOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly settings: () => FeatureFlagCoEmulatorSettings;
}

/** The streams that are open, and what goes out and in through them (spec §4.3). */
export class Streams {
  readonly messages: ReceivedMessage[] = [];
  private readonly options: StreamsOptions;
  private readonly open = new Set<ServerSocket>();
  private readonly waiters = new Set<() => void>();

  constructor(options: StreamsOptions) {
    this.options = options;
  }

  get count(): number {
    return this.open.size;
  }

  /** Turns a client away. */
  refuse(socket: ServerSocket): void {
    socket.close(REFUSED, REASON);
  }

  /** Answers a client from now on, and tells it what changes. */
  accept(socket: ServerSocket): void {
    const { clock, settings } = this.options;
    this.open.add(socket);
    const pings = every(clock, 1_000 * settings().keepAliveSeconds, () => socket.ping());
    socket.onClose(() => {
      pings.cancel();
      this.open.delete(socket);
    });
    socket.onMessage((text) => this.hear(socket, text));
  }

  /** Sends to everybody: text and bytes as they stand, everything else as JSON. */
  send(message: unknown): void {
    const sent = typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message);
    for (const socket of this.open) socket.send(sent);
  }

  close(code: number, reason?: string): void {
    for (const socket of this.open) socket.close(code, reason);
  }

  silence(): void {
    for (const socket of this.open) socket.silence();
  }

  /** Resolves when so many messages of a type are in the record. */
  received(messageType: string, count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.messages.filter(({ message }) => typeOf(message) === messageType).length < count) return;
        this.waiters.delete(look);
        resolve();
      };
      this.waiters.add(look);
      look();
    });
  }

  private hear(socket: ServerSocket, text: string): void {
    const message = parsed(text);
    this.messages.push({ at: this.options.clock.now(), message });
    this.answer(socket, message);
    for (const look of [...this.waiters]) look();
  }

  /** What is of another kind is ignored. */
  private answer(socket: ServerSocket, message: unknown): void {
    switch (typeOf(message)) {
      case 'ping':
        socket.send(pong);
        return;
      case 'data-sync': {
        const { data } = message as { readonly data?: unknown };
        const timestamp = isObject(data) ? data.timestamp : undefined;
        if (typeof timestamp === 'number' && timestamp >= 0) socket.send(JSON.stringify(this.dataSync(timestamp)));
        return;
      }
    }
  }

  private dataSync(timestamp: number): object {
    const { environment, settings } = this.options;
    if (timestamp === 0) return messageWith('full', environment.whole);
    const items = environment.since(timestamp);
    return messageWith('patch', settings().tellsArchived ? items : withoutArchived(items));
  }
}

function withoutArchived({ flags, segments }: Items): Items {
  return {
    flags: flags.filter(({ isArchived }) => !isArchived),
    segments: segments.filter(({ isArchived }) => !isArchived),
  };
}

function typeOf(message: unknown): unknown {
  return isObject(message) ? message.messageType : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
