import type { CheckedEvent } from '../validation/event.js';
import { BASE_SIZE } from '../validation/properties.js';

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

/** What JSON puts around the texts of an event, its numbers included. */
const FRAME = 150;

/**
 * What an event weighs as sent, in bytes, nearly. Its checked size has an allowance in it, which is many times what an
 * ordinary event takes: by that, the five megabytes of the queue (§6.5) would be full at half the events that are documented.
 */
export function eventSize({ key, eventType, trafficType, size }: TrackedEvent): number {
  return FRAME + 2 * (key.length + eventType.length + trafficType.length) + size - BASE_SIZE;
}
