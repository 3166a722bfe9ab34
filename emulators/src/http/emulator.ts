import { systemClock, type Clock } from '@polyflag/core-engine';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Access, type KeyOf } from './access.js';
import { shakeHands, type Handshake, type SocketReply } from './handshake.js';
import { Interventions, type Undo } from './interventions.js';
import { LoopbackServer } from './loopback-server.js';
import type { Match } from './match.js';
import { headOf, receive, type ReceivedRequest, type UnansweredRequest } from './received.js';
import { Recorder, type ReceivedOptions } from './recorder.js';
import { refused, send, type Answer, type Reply } from './reply.js';

/** What every emulator can be told when it is made. */
export interface EmulatorOptions {
  /** The port; default one that is free, kept from the first start on. */
  readonly port?: number;
  /** Loopback only: an emulator is nothing to be reached from elsewhere. */
  readonly host?: '127.0.0.1';
  /** What the times of changes, tokens, delays and heartbeats go by; default the machine's clock. */
  readonly clock?: Clock;
  /** The SDK keys that are good; default every key. */
  readonly keys?: readonly string[];
}

const everything = /^/;

/**
 * A vendor's backend on this machine: the part that is the same for every vendor. It listens, keeps a record of what
 * arrives, and can be made to fail.
 */
export abstract class Emulator<Service extends string> {
  protected readonly clock: Clock;
  protected readonly access: Access;
  private readonly services: readonly Service[];
  private readonly server: LoopbackServer;
  private readonly recorder = new Recorder();
  private readonly interventions = new Interventions();

  protected constructor(services: readonly Service[], keyOf: KeyOf, options: EmulatorOptions) {
    this.services = services;
    this.access = new Access(keyOf, options.keys);
    this.clock = options.clock ?? systemClock;
    this.server = new LoopbackServer(
      options.host ?? '127.0.0.1',
      options.port ?? 0,
      (message, response) => void this.serve(message, response),
      (handshake) => void this.upgrade(handshake),
    );
  }

  /** Begins to listen. What was put, and the record, are kept from one start to the next. @throws Error: port taken */
  start(): Promise<void> {
    return this.server.open();
  }

  /** Stops listening and ends every connection. It can be started again, on the same port. */
  stop(): Promise<void> {
    return this.server.close();
  }

  /** The URLs to configure a client with, each of its own, so that a mix-up of two is answered 404. Known after `start`. */
  get urls(): Readonly<Record<Service, string>> {
    const { url } = this.server;
    const entries = this.services.map((service) => [service, `${url}/${service}`]);
    return Object.fromEntries(entries) as Record<Service, string>;
  }

  /** From now on these SDK keys are good, and no others. */
  acceptKeys(...keys: string[]): void {
    this.access.accept(keys);
  }

  /** Everything that has arrived, in order. */
  get requests(): readonly ReceivedRequest[] {
    return this.recorder.requests;
  }

  /** Resolves with the first request that matches, or with the `count`-th, whether it has arrived already or not. */
  received(match: Match<ReceivedRequest>, options?: ReceivedOptions): Promise<ReceivedRequest> {
    return this.recorder.received(match, options);
  }

  /** Empties the record. */
  forget(): void {
    this.recorder.clear();
  }

  /** Refuses connections and ends those there are, as a host that is down. */
  goDown(): Promise<void> {
    return this.server.close();
  }

  /** Listens again after `goDown`. */
  comeUp(): Promise<void> {
    return this.server.open();
  }

  /** Ends every connection in the middle of whatever it does; new ones are welcome. */
  cutConnections(): void {
    this.server.cut();
  }

  /** Holds back the answers to what matches, by default to everything. */
  slowDown(ms: number, match: Match = everything): Undo {
    return this.interventions.delay(match, ms);
  }

  /** The next `times` requests that match, by default all of them, get this status. */
  answerErrors(match: Match, status: number, times?: number): Undo {
    return this.interventions.answer(match, { status, body: status === 304 ? undefined : { code: status } }, times);
  }

  /** The next `times` requests that match, by default all of them, get this answer. */
  answerWith(match: Match, reply: Reply, times?: number): Undo {
    return this.interventions.answer(match, reply, times);
  }

  /** The next `times` requests that match, by default all of them, are read and never answered. */
  leaveUnanswered(match: Match, times?: number): Undo {
    return this.interventions.answer(match, undefined, times);
  }

  /** Ends every delay, error and other arrangement about answers. */
  answerNormally(): void {
    this.interventions.clear();
  }

  /** What this vendor's backend says. */
  protected abstract answer(request: UnansweredRequest): Answer;

  /** What it says to who asks for a WebSocket. */
  protected answerSocket(_request: UnansweredRequest): SocketReply | Reply {
    return refused(404, 'there is no WebSocket at this address');
  }

  private async upgrade(handshake: Handshake): Promise<void> {
    const { message, socket } = handshake;
    socket.on('error', ignore);
    const request = headOf(message, () => this.clock.now());
    const rule = this.interventions.take(request);
    const answer = rule === undefined ? this.answerSocket(request) : rule.reply;
    const delay = this.interventions.delayOf(request);
    this.recorder.add({ ...request, status: answer?.status });
    if (answer === undefined) return;
    if (delay > 0) await this.pass(delay);
    if (!socket.destroyed) shakeHands(handshake, answer);
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', ignore);
    let request: UnansweredRequest;
    try {
      request = await receive(message, () => this.clock.now());
    } catch {
      // It was given up half-way.
      response.destroy();
      return;
    }
    const rule = this.interventions.take(request);
    const answer = rule === undefined ? this.answer(request) : rule.reply;
    const delay = this.interventions.delayOf(request);
    this.recorder.add({ ...request, status: answer?.status });
    if (answer === undefined) return;
    // Without a delay a stream is open before those who wait for its request hear of it.
    if (delay > 0) await this.pass(delay);
    if (!response.destroyed) await send(answer, request, response);
  }

  private pass(ms: number): Promise<void> {
    return new Promise((resolve) => void this.clock.schedule(ms, resolve));
  }
}

function ignore(): void {
  // Writing to a connection that the client has left is no event for anybody.
}
