import type { AnyProviderEvent, EventHandler, Logger, ProviderEventEmitter } from '@openfeature/core';
import { classOf } from '../logging/class-of.js';

/** The SDK's enum, or the same as text: enums of two copies of the SDK are strangers to each other. */
type EventName = AnyProviderEvent | `${AnyProviderEvent}`;

type Context = Parameters<ProviderEventEmitter<AnyProviderEvent>['emit']>[1];

/**
 * The `events` of a provider (5.1.1): the six methods that the SDK calls. The SDK's own emitter warns of a leak at a dozen
 * domains; this one has no limit. Handlers run in the order in which they were added, also when one of them fails (5.2.5);
 * a handler that was added twice runs twice.
 */
export class Emitter implements ProviderEventEmitter<AnyProviderEvent> {
  // A list is replaced, never changed, so that a handler may add and remove handlers while it runs.
  private readonly handlers = new Map<EventName, readonly EventHandler[]>();
  private logger: Logger | undefined;

  /** Calls the handlers. What they throw, and the rejection of what they return, goes to the logger and no further. */
  emit(eventType: EventName, context?: Context): void {
    for (const handler of this.listOf(eventType)) void this.call(handler, eventType, context);
  }

  addHandler(eventType: EventName, handler: EventHandler): void {
    this.handlers.set(eventType, [...this.listOf(eventType), handler]);
  }

  /** Removes the handler once, the last one added. Harmless when it is not there. */
  removeHandler(eventType: EventName, handler: EventHandler): void {
    const list = this.listOf(eventType);
    const place = list.lastIndexOf(handler);
    if (place >= 0) this.handlers.set(eventType, list.toSpliced(place, 1));
  }

  /** Removes the handlers of one event, or all. */
  removeAllHandlers(eventType?: EventName): void {
    if (eventType === undefined) this.handlers.clear();
    else this.handlers.delete(eventType);
  }

  getHandlers(eventType: EventName): EventHandler[] {
    return [...this.listOf(eventType)];
  }

  /** Where failures of handlers are told. */
  setLogger(logger: Logger): this {
    this.logger = logger;
    return this;
  }

  private listOf(eventType: EventName): readonly EventHandler[] {
    return this.handlers.get(eventType) ?? [];
  }

  /** Runs up to the handler's first `await` at once. */
  private async call(handler: EventHandler, eventType: EventName, context: Context): Promise<void> {
    try {
      // The SDK's handlers add the names of provider and domain; the type says that they are there already.
      await (handler as (details: Context) => unknown)(context);
    } catch (error) {
      this.complain(`a handler of ${eventType} failed with ${classOf(error)}`);
    }
  }

  private complain(message: string): void {
    try {
      this.logger?.error(message);
    } catch {
      // The application's logger failed; there is nobody left to tell.
    }
  }
}
