import {
  failure,
  failureOfStatus,
  Nap,
  StreamKeeper,
  type Clock,
  type Connection,
  type Line,
  type Prepared,
  type SyncFailure,
} from '@polyflag/core-engine';
import { streamingEvent } from '../observer.js';
import { failureOfAbly } from './ably-error.js';
import { ask, nameOf, type Backend } from './backend.js';
import { failureOfStreamEnd } from './stream-end.js';
import {
  readNotification,
  type Control,
  type Kill,
  type Notification,
  type Occupancy,
  type SegmentUpdate,
  type Update,
} from './notification.js';
import { CONNECTED, controlChannel, isUp, pushStep } from './push-state.js';
import { readPermission, type Granted } from './token.js';

/** Who follows what is pushed. */
export interface PushListener {
  /** Pushes can be relied on from now on; what happened before is not known. */
  up(): void;
  /** They cannot, for the time being. */
  down(why: SyncFailure | undefined): void;
  /** They are over, until the next start. */
  over(message: string): void;
  /** Told only while it is up. */
  announced(notification: Update | Kill | SegmentUpdate): void;
  /** Something came that cannot be used. */
  problem(message: string): void;
}

/** So long the stream may be silent (spec §5.2). */
const SILENCE_MS = 70_000;

/** The vendor's own figures (spec §5.6). */
const BACKOFF = { baseMs: 1_000, maxMs: 1_800_000 };

/** The stream of notifications (spec §5): keeps it open, and knows whether it can be relied on. */
export class Push {
  private readonly backend: Backend;
  private readonly listener: PushListener;
  private readonly keeper: StreamKeeper<Granted>;
  private state = CONNECTED;
  private isOpen = false;

  constructor(backend: Backend, listener: PushListener) {
    this.backend = backend;
    this.listener = listener;
    this.keeper = new StreamKeeper<Granted>({
      clock: backend.clock,
      prepare: (signal) => this.authenticate(signal),
      open: (ticket, line) => this.open(ticket, line),
      silenceMs: SILENCE_MS,
      backoff: BACKOFF,
      told: (news) => {
        switch (news.kind) {
          case 'open':
            this.opened();
            return;
          case 'down':
            this.ended(false);
            listener.down(news.why);
            return;
          case 'over':
            this.ended(true);
            listener.over(news.message);
            return;
        }
      },
    });
  }

  start(): void {
    this.keeper.start();
  }

  stop(): void {
    this.keeper.stop();
    this.isOpen = false;
  }

  private async authenticate(signal: AbortSignal): Promise<Prepared<Granted>> {
    const { requests, clock, observer } = this.backend;
    const answer = await ask(this.backend, 'token', requests.authentication(), signal);
    if (answer.kind === 'failed') return answer;
    if (answer.kind === 'status') {
      if (answer.status === 401 || answer.status === 403) observer.authRejected?.();
      return failureOfStatus(answer.status, nameOf('token'));
    }
    const permission = readPermission(answer.body);
    switch (permission.kind) {
      case 'off':
        return { kind: 'over', message: 'the backend does not stream to this SDK key' };
      case 'unreadable':
        return failure('invalid', `${nameOf('token')}: the answer cannot be used: ${permission.problem}`);
      case 'granted': {
        observer.tokenRefreshed?.();
        observer.streamingEvent?.(streamingEvent.tokenRefresh, permission.expires);
        const { connDelayMs, renewAfterMs } = permission;
        await pause(clock, connDelayMs, signal);
        // The life of a token begins when it comes, not when it is used.
        return { kind: 'ready', ticket: permission, renewAfterMs: Math.max(renewAfterMs - connDelayMs, 1_000) };
      }
    }
  }

  private open({ token, channels }: Granted, line: Line): Connection {
    return this.backend.transport.openEventStream(this.backend.requests.stream(token, channels), {
      opened: () => line.opened(),
      alive: () => line.alive(),
      event: (event) => this.hear(readNotification(event)),
      ended: (end) => line.ended(failureOfStreamEnd(end)),
    });
  }

  private opened(): void {
    this.isOpen = true;
    this.state = CONNECTED;
    this.backend.observer.streamingEvent?.(streamingEvent.connected);
    this.listener.up();
  }

  private ended(asked: boolean): void {
    if (this.isOpen) this.backend.observer.streamingEvent?.(streamingEvent.connectionError, asked ? 1 : 0);
    this.isOpen = false;
  }

  private hear(notification: Notification): void {
    switch (notification.kind) {
      case 'ignored':
        return;
      case 'malformed':
        this.listener.problem(notification.problem);
        return;
      case 'error':
        if (notification.code !== undefined)
          this.backend.observer.streamingEvent?.(streamingEvent.ablyError, notification.code);
        this.keeper.abandon(failureOfAbly(notification.code));
        return;
      case 'control':
      case 'occupancy':
        this.noteState(notification);
        return;
      case 'update':
      case 'kill':
      case 'segment':
        if (isUp(this.state)) this.listener.announced(notification);
        return;
    }
  }

  private noteState(message: Control | Occupancy): void {
    const { state, effect } = pushStep(this.state, message);
    // The message was news, whatever came of it.
    if (state !== this.state) this.observe(message);
    this.state = state;
    switch (effect) {
      case undefined:
        return;
      case 'up':
        this.listener.up();
        return;
      case 'down':
        this.listener.down(undefined);
        return;
      case 'renew':
        this.keeper.renew();
        return;
      case 'close':
        this.keeper.stop();
        this.ended(true);
        this.listener.over('the backend has ended streaming');
        return;
    }
  }

  private observe(message: Control | Occupancy): void {
    const { observer } = this.backend;
    if (message.kind === 'occupancy') {
      const isPrimary = controlChannel(message.channel) === 'primary';
      const type = isPrimary ? streamingEvent.primaryOccupancy : streamingEvent.secondaryOccupancy;
      observer.streamingEvent?.(type, message.publishers);
      return;
    }
    const data = STATUS_DATA.get(message.control);
    if (data !== undefined) observer.streamingEvent?.(streamingEvent.status, data);
  }
}

/** Waits, unless it is given up. */
async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const nap = new Nap(clock);
  const end = (): void => nap.end();
  signal.addEventListener('abort', end);
  if (!signal.aborted) await nap.take(ms);
  // The signal lives as long as the stream is wanted.
  signal.removeEventListener('abort', end);
}

const STATUS_DATA: ReadonlyMap<Control['control'], number> = new Map([
  ['resumed', 0],
  ['disabled', 1],
  ['paused', 2],
]);
