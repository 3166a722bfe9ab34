import type { TrackBody } from '../reports/bodies.js';
import { isIdentifier } from '../user/identifiers.js';
import { noProperties, sanitised, type Properties } from '../user/properties.js';
import { userOf } from '../user/user.js';
import type { Handle } from './handle.js';

/** An event that a user caused (spec §7). */
export interface HackleEvent {
  /** The key of the event type, not empty. */
  readonly key: string;
  /** A finite number. */
  readonly value?: number | null | undefined;
  /** Texts, finite numbers, booleans, and lists of texts and numbers. */
  readonly properties?: Properties | null | undefined;
}

/** Takes an event; what cannot be used is said once and goes nowhere. Nothing is thrown. */
export function track(handle: Handle, event: unknown, given: unknown): void {
  const { log, definitions, reports, onIgnored } = handle.runtime;
  try {
    const body = bodyOf(event, (key) => (handle.serving ? definitions.eventTypeId(key) : 0));
    if (typeof body === 'string') {
      log.warn(`track: ${body}`);
      return;
    }
    const user = isIdentifier(given) ? given : userOf(given, onIgnored);
    if (user === undefined) log.warn('track: nothing identifies the user');
    else if (handle.closed || reports === undefined) log.debug('track: an event was dropped: the client is not open');
    else reports.track(body, user);
  } catch {
    log.warn('track: the event or the user cannot be read');
  }
}

/** The event as it is sent, or why it is refused. */
function bodyOf(event: unknown, idOf: (key: string) => number): TrackBody | string {
  const { key, value, properties } = (typeof event === 'string' ? { key: event } : (event ?? {})) as Partial<
    Record<string, unknown>
  >;
  if (typeof key !== 'string' || key === '') return 'an event has a key, a text that is not empty';
  if ((value ?? undefined) !== undefined && !(typeof value === 'number' && Number.isFinite(value))) {
    return 'the value of an event is a finite number';
  }
  return {
    eventTypeId: idOf(key),
    eventTypeKey: key,
    ...(typeof value === 'number' ? { value } : {}),
    properties:
      typeof properties === 'object' && properties !== null ? sanitised(properties as Properties) : noProperties,
  };
}
