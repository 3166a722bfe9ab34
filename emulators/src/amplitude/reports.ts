import type { EventsWire, SentEvent } from '@polyflag/amplitude-provider/internal';
import { hasText, isList, isObject, type Fields } from '../http/form.js';
import type { ReceivedRequest } from '../http/received.js';

/** An event, with the names that it has on the wire (spec §4.13). */
export type ReceivedAmplitudeEvent = SentEvent;

/** Where events are sent to. */
export const eventPaths: readonly string[] = ['/2/httpapi', '/batch'];

/** What kind of event tells an exposure. */
const EXPOSURE = '[Experiment] Exposure';

/** The events that were accepted, each once: one that was sent again is recognised by its id. */
export function eventsIn(requests: readonly ReceivedRequest[]): SentEvent[] {
  const accepted = requests.filter(({ service, status }) => service === 'analytics' && status === 200);
  const events = accepted.flatMap(({ body }) => (body as EventsWire).events);
  return [...new Map(events.map((event) => [event.insert_id, event])).values()];
}

/** Whether an event tells that somebody was exposed to a flag. */
export function isExposure({ event_type }: SentEvent): boolean {
  return event_type === EXPOSURE;
}

/** What is wrong with a body of events; `undefined`: nothing. */
export function problemOf(body: unknown): string | undefined {
  if (!isObject(body) || !isList(body.events, () => true)) return 'Invalid JSON request body';
  if (typeof body.api_key !== 'string' || body.api_key === '') return 'Invalid API key';
  return isList(body.events, isEvent) ? undefined : 'Request missing required field';
}

function isEvent(event: Fields): boolean {
  return hasText('event_type', 'insert_id')(event) && (isId(event.user_id) || isId(event.device_id));
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
