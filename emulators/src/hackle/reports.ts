import type { EventsWire } from '@polyflag/hackle-provider/internal';
import { acceptedBodies } from '../http/accepted.js';
import { hasText, isList, isObject, type Fields } from '../http/form.js';
import type { ReceivedRequest } from '../http/received.js';

/** An exposure, with the names that it has on the wire (spec §1.6). */
export type ReceivedExposure = EventsWire['exposureEvents'][number];

/** An event that an application tracked. */
export type ReceivedTrack = EventsWire['trackEvents'][number];

/** That a remote config parameter was read. */
export type ReceivedRemoteConfigEvent = EventsWire['remoteConfigEvents'][number];

/** A metric (spec §1.8). */
export interface ReceivedMetric {
  readonly name: string;
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Times are milliseconds. */
  readonly measurements: Readonly<Record<string, number>>;
}

/** Where reports are sent to, by service. */
export const reportPaths: Readonly<Record<string, string>> = { event: '/api/v2/events', monitoring: '/metrics' };

/** The reports that were accepted, sorted by what they are. */
export class Reports {
  private readonly requests: () => readonly ReceivedRequest[];

  constructor(requests: () => readonly ReceivedRequest[]) {
    this.requests = requests;
  }

  get exposures(): ReceivedExposure[] {
    return this.events.flatMap(({ exposureEvents }) => exposureEvents);
  }

  get tracks(): ReceivedTrack[] {
    return this.events.flatMap(({ trackEvents }) => trackEvents);
  }

  get remoteConfigEvents(): ReceivedRemoteConfigEvent[] {
    return this.events.flatMap(({ remoteConfigEvents }) => remoteConfigEvents);
  }

  get metrics(): ReceivedMetric[] {
    type Metrics = { readonly metrics: readonly ReceivedMetric[] };
    return acceptedBodies<Metrics>(this.requests(), '/metrics').flatMap(({ metrics }) => metrics);
  }

  private get events(): EventsWire[] {
    return acceptedBodies(this.requests(), '/api/v2/events');
  }
}

/** Whether a body is what is sent to a path. */
export function isReport(path: string, body: unknown): boolean {
  if (!isObject(body)) return false;
  if (path === '/metrics') return isList(body.metrics, isMetric);
  return (
    isList(body.exposureEvents, isExposure) &&
    isList(body.trackEvents, isTrack) &&
    isList(body.remoteConfigEvents, isRemoteConfigEvent)
  );
}

function isExposure(event: Fields): boolean {
  const texts = hasText('experimentType', 'variationKey', 'decisionReason');
  return isEvent(event) && texts(event) && hasNumber(event, 'experimentId', 'experimentKey', 'experimentVersion');
}

function isTrack(event: Fields): boolean {
  const { value = null } = event;
  const valued = value === null || typeof value === 'number';
  return isEvent(event) && valued && hasText('eventTypeKey')(event) && hasNumber(event, 'eventTypeId');
}

function isRemoteConfigEvent(event: Fields): boolean {
  const texts = hasText('parameterKey', 'parameterType', 'decisionReason');
  return isEvent(event) && texts(event) && hasNumber(event, 'parameterId');
}

/** What all events have. */
function isEvent(event: Fields): boolean {
  const objects = [event.identifiers, event.userProperties, event.hackleProperties, event.properties];
  return hasText('insertId')(event) && hasNumber(event, 'timestamp') && objects.every(isObject);
}

function isMetric(metric: Fields): boolean {
  return hasText('name', 'type')(metric) && isObject(metric.tags) && isObject(metric.measurements);
}

function hasNumber(event: Fields, ...names: string[]): boolean {
  return names.every((name) => typeof event[name] === 'number');
}
