import { inspect } from 'node:util';
import type {
  EvaluationContext,
  JsonValue,
  ProviderMetadata,
  ResolutionDetails,
  TrackingEventDetails,
} from '@openfeature/core';
import type { Provider } from '@openfeature/server-sdk';
import { type Clock, systemClock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import { ProblemLog } from '../logging/problem-log.js';
import { Announcer, type Defer } from './announcer.js';
import { ask, type Refusal, refusalOf } from './ask.js';
import type { Backend } from './backend.js';
import { Emitter } from './emitter.js';
import { CodedError, general, placeOf } from './errors.js';
import type { Face } from './face.js';
import { isServing, type ProviderEvent, type State } from './lifecycle.js';
import { Resolver } from './resolve.js';
import { Session } from './session.js';

/** What a vendor's provider is made of. */
export interface ProviderParts<Trace = unknown> {
  /** `metadata.name` (2.1.1): a literal, since minifiers change the names of classes. */
  readonly name: string;
  readonly backend: Backend;
  readonly face: Face<Trace>;
  /** Whether the client behind `backend` is closed with the provider. False for one that the application handed in. */
  readonly owned: boolean;
  readonly logger: Logger;
  /** How long `initialize` may take, in milliseconds. */
  readonly initTimeoutMillis: number;
  /** How long `onClose` may take, in milliseconds. */
  readonly closeTimeoutMillis: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default `setImmediate`. */
  readonly defer?: Defer;
  /** Default false: the SDK announces the end of `initialize` (2.8.2, 2.8.3). */
  readonly announcesStart?: boolean;
}

const NO_CONTEXT: EvaluationContext = Object.freeze({});

/** What Node asks an object for before it prints it. Not `inspect.custom`: declarations must not need Node's types. */
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/**
 * The OpenFeature face that every vendor's provider has in common; a vendor extends it with a constructor and hands over
 * its parts. Making one does no I/O and starts no timer.
 */
export class BaseProvider<Trace = unknown> implements Provider {
  readonly metadata: ProviderMetadata;
  readonly runsOn = 'server';
  readonly events = new Emitter();
  /**
   * What evaluates; absent while nothing can. Public, as `refusal` is: when a provider is replaced during a before hook, the
   * SDK calls the old one's method on the new one.
   *
   * @internal
   */
  live: Resolver | undefined = undefined;
  /**
   * What is answered instead.
   *
   * @internal
   */
  refusal: Refusal;
  private readonly face: Face<Trace>;
  private readonly log: ProblemLog;
  private readonly announcer: Announcer;
  private readonly session: Session;
  private readonly resolver: Resolver;

  constructor(parts: ProviderParts<Trace>) {
    const { name, face, backend, owned, clock = systemClock, initTimeoutMillis, closeTimeoutMillis, ...rest } = parts;
    this.metadata = Object.freeze({ name });
    this.face = face;
    this.log = new ProblemLog(parts.logger);
    this.events.setLogger(parts.logger);
    this.resolver = new Resolver(face, this.log);
    this.announcer = new Announcer({
      ...rest,
      emit: (event) => this.tell(event),
      enter: (state) => this.enter(state),
    });
    this.refusal = refusalOf(this.announcer.state);
    const { announcer, log } = this;
    this.session = new Session({ backend, owned, announcer, clock, log, initTimeoutMillis, closeTimeoutMillis });
  }

  /**
   * Starts, or joins a start (2.4.1): once for an instance, however many domains it is bound to. Settles within
   * `initTimeoutMillis`. Rejects with a coded error: PROVIDER_FATAL for credentials that are refused, PROVIDER_NOT_READY
   * when time runs out or `onClose` comes first (2.4.2.1, 2.5.2). Connecting goes on after a rejection, and a READY event
   * tells of success (2.8.1).
   */
  async initialize(_context?: EvaluationContext, _domain?: string): Promise<void> {
    await this.session.open();
  }

  /**
   * Closes when it has been called once for each `initialize`, within `closeTimeoutMillis`; tracked events and exposures
   * are sent first (2.5.1, 2.7.1). Idempotent (2.5.3), never rejects. `initialize` may follow (2.5.2).
   */
  async onClose(): Promise<void> {
    await this.session.close();
  }

  /** 2.2.2.1. Never rejects: an error is in the details (2.2.7). The same for the other three. */
  resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext = NO_CONTEXT,
  ): Promise<ResolutionDetails<boolean>> {
    return ask(this, 'boolean', flagKey, defaultValue, context);
  }

  resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext = NO_CONTEXT,
  ): Promise<ResolutionDetails<string>> {
    return ask(this, 'string', flagKey, defaultValue, context);
  }

  resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext = NO_CONTEXT,
  ): Promise<ResolutionDetails<number>> {
    return ask(this, 'number', flagKey, defaultValue, context);
  }

  /** The value is deeply frozen. */
  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext = NO_CONTEXT,
  ): Promise<ResolutionDetails<T>> {
    return ask(this, 'object', flagKey, defaultValue, context);
  }

  /**
   * Takes an event to be reported (2.7.1). Never throws and never waits; the details are copied. Before the provider has
   * started, and after it was closed, events are dropped.
   */
  track(name: string, context: EvaluationContext = NO_CONTEXT, details: TrackingEventDetails = {}): void {
    try {
      const { name: state } = this.announcer.state;
      if (!isServing(this.announcer.state) && state !== 'failed') this.log.debug(`an event was dropped: ${state}`);
      else this.face.track?.(name, context, copyOf(details));
    } catch (error) {
      this.log.warn(`an event could not be tracked: ${placeOf(error)}`);
    }
  }

  /**
   * How the flag is decided for this context, step by step. Reports nothing.
   *
   * @throws CodedError PROVIDER_NOT_READY or PROVIDER_FATAL while nothing can be evaluated; GENERAL if the vendor has no
   *   such thing
   */
  explain(flagKey: string, context: EvaluationContext = NO_CONTEXT): Trace {
    if (this.live === undefined) throw new CodedError(this.refusal.code, this.refusal.message);
    if (this.face.explain === undefined) throw general('this provider does not explain its decisions');
    return this.face.explain(flagKey, context);
  }

  /** What a log shows of a provider: nothing of its configuration. */
  toJSON(): { readonly name: string; readonly state: string } {
    return { name: this.metadata.name, state: this.announcer.state.name };
  }

  [INSPECT](): string {
    return `${this.constructor.name} ${inspect(this.toJSON())}`;
  }

  private enter(state: State): void {
    this.live = isServing(state) ? this.resolver : undefined;
    this.refusal = refusalOf(state);
  }

  private tell({ type, ...payload }: ProviderEvent): void {
    this.events.emit(type, payload);
  }
}

/** The caller may change its object, and what lies in it, as soon as `track` has returned. */
function copyOf(details: TrackingEventDetails): TrackingEventDetails {
  try {
    return structuredClone(details);
  } catch {
    // A function or a symbol somewhere: the rest is worth having.
    return { ...details };
  }
}
