import type { MetricEventWire, UsageEventWire } from '@polyflag/featureflag-co-provider/internal';
import { acceptedBodies } from '../http/accepted.js';
import { hasText, isList, isObject, type Fields } from '../http/form.js';
import type { ReceivedRequest } from '../http/received.js';

/** An evaluation, with the names that it has on the wire (spec §8.2). */
export type ReceivedUsageEvent = UsageEventWire;

/** Metrics that an application tracked (spec §8.3). */
export type ReceivedMetricEvent = MetricEventWire;

/** Where events are sent to. */
export const EVENTS_PATH = '/api/public/track';

/** The events that were accepted, sorted by what they are. */
export class Events {
  private readonly requests: () => readonly ReceivedRequest[];

  constructor(requests: () => readonly ReceivedRequest[]) {
    this.requests = requests;
  }

  get usage(): ReceivedUsageEvent[] {
    return this.valid.filter((event): event is ReceivedUsageEvent => 'userVariations' in event);
  }

  get metrics(): ReceivedMetricEvent[] {
    return this.valid.filter((event): event is ReceivedMetricEvent => 'metrics' in event);
  }

  /** An event that lacks what makes it one is taken and skipped (spec §8.1). */
  private get valid(): (ReceivedUsageEvent | ReceivedMetricEvent)[] {
    const events = acceptedBodies<Fields[]>(this.requests(), EVENTS_PATH).flat();
    return events.filter(isEvent) as unknown as (ReceivedUsageEvent | ReceivedMetricEvent)[];
  }
}

/** Whether a body is a list in which every value has the type that is needed: one that has not spoils it all (spec §8.1). */
export function areEvents(body: unknown): boolean {
  return isList(
    body,
    (event) =>
      isBound(event.user, isUser) && isBound(event.userVariations, isVariations) && isBound(event.metrics, isMetrics),
  );
}

function isEvent({ user, userVariations, metrics }: Fields): boolean {
  const hasUser = isObject(user) && typeof user.keyId === 'string' && user.keyId !== '';
  return hasUser && [userVariations, metrics].some((list) => Array.isArray(list) && list.length > 0);
}

/** What is not there is bound to nothing. */
function isBound(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}

function isUser(user: unknown): boolean {
  return isObject(user) && isBound(user.customizedProperties, (list) => isList(list, hasText('name', 'value')));
}

function isVariations(list: unknown): boolean {
  return isList(
    list,
    ({ featureFlagKeyName, sendToExperiment, timestamp, variation }) =>
      typeof featureFlagKeyName === 'string' &&
      typeof sendToExperiment === 'boolean' &&
      Number.isInteger(timestamp) &&
      isObject(variation) &&
      Number.isInteger(variation.localId) &&
      typeof variation.variationValue === 'string',
  );
}

function isMetrics(list: unknown): boolean {
  return isList(
    list,
    (metric) => hasText('eventName', 'route', 'type', 'appType')(metric) && typeof metric.numericValue === 'number',
  );
}
