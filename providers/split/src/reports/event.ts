import type { CheckedEvent } from '../validation/event.js';

/** An event that waits to be sent. */
export interface TrackedEvent extends CheckedEvent {
  /** When `track` was called, in epoch milliseconds. */
  readonly timestamp: number;
}

/** The body of `events/bulk` (§6.4). What is undefined is left out by JSON. */
export function eventsBody(events: readonly TrackedEvent[]): string {
  return JSON.stringify(
    events.map(({ key, trafficType, eventType, value, timestamp, properties }) => ({
      eventTypeId: eventType,
      trafficTypeName: trafficType,
      value,
      timestamp,
      key,
      properties,
    })),
  );
}
