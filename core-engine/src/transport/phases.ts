import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Timer } from '../clock/clock.js';
import type { Stage } from './failure.js';
import type { Deadlines } from './transport.js';

/** A phase as a message names it. */
const NAMES: Record<keyof Deadlines, string> = {
  lookup: 'looking up the host',
  connect: 'connecting',
  tls: 'the TLS handshake',
  headers: 'waiting for the headers',
  bodyIdle: 'waiting for the rest of the body',
  request: 'the whole request',
};

export interface PhaseOptions {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** The host is an address, so that nothing is looked up. */
  readonly isAddress: boolean;
  /** Whether the deadlines keep the process alive: only where somebody awaits. */
  readonly hold: boolean;
  /** A deadline passed; `detail` names the phase. Called once. */
  readonly expired: (detail: string) => void;
}

/** Watches one request from its beginning to its end, and says when a phase takes too long. */
export class PhaseWatch {
  stage: Stage = 'reaching';
  readonly #options: PhaseOptions;
  readonly #timers = new Map<keyof Deadlines, Timer>();
  #stopped = false;

  constructor(options: PhaseOptions) {
    this.#options = options;
    this.#begin('request');
  }

  /** Follows the request through its phases up to the headers. It must be called before the request has a socket. */
  follow(request: ClientRequest): void {
    const { deadlines, hold } = this.#options;
    // Until a socket is there nothing can be seen: a proxy is being asked, or a caller's agent has a queue.
    this.#begin('connect', deadlines.lookup + deadlines.connect);
    request.once('socket', (socket) => {
      this.#end('connect');
      if (this.#stopped) return;
      if (!hold) socket.unref();
      if (socket.connecting) this.#followConnect(request, socket);
      else this.#connected(request, socket);
    });
    request.once('response', () => this.answered());
    request.once('upgrade', () => this.answered());
  }

  /** The headers of the answer are there. */
  answered(): void {
    this.#end('headers');
    this.stage = 'reading';
    this.part();
  }

  /** A part of the body came. */
  part(): void {
    this.#begin('bodyIdle');
  }

  /** Ends the watch. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #followConnect(request: ClientRequest, socket: Socket): void {
    if (this.#options.isAddress) {
      this.#begin('connect');
    } else {
      this.#begin('lookup');
      socket.once('lookup', () => {
        this.#end('lookup');
        this.#begin('connect');
      });
    }
    socket.once('connect', () => {
      this.#end('lookup');
      this.#end('connect');
      this.#connected(request, socket);
    });
  }

  #connected(request: ClientRequest, socket: Socket): void {
    if (isInHandshake(socket)) {
      this.stage = 'securing';
      this.#begin('tls');
      socket.once('secureConnect', () => {
        this.#end('tls');
        this.#ready(request);
      });
    } else {
      this.#ready(request);
    }
  }

  #ready(request: ClientRequest): void {
    this.stage = 'asking';
    const sent = () => {
      if (this.stage === 'asking') this.#begin('headers');
    };
    if (request.writableFinished) sent();
    else request.once('finish', sent);
  }

  #begin(phase: keyof Deadlines, ms = this.#options.deadlines[phase]): void {
    this.#end(phase);
    if (this.#stopped || !Number.isFinite(ms)) return;
    const { clock, hold, expired } = this.#options;
    const task = () => {
      this.stop();
      expired(`${ms} ms, ${NAMES[phase]}`);
    };
    this.#timers.set(phase, clock.schedule(ms, task, { hold }));
  }

  #end(phase: keyof Deadlines): void {
    this.#timers.get(phase)?.cancel();
    this.#timers.delete(phase);
  }
}

/** Whether TLS is still to be agreed on; Node's types do not know the property. */
function isInHandshake(socket: Socket & { readonly secureConnecting?: boolean }): boolean {
  return socket.secureConnecting === true;
}
