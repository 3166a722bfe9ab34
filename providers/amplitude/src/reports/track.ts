import { randomUUID } from 'node:crypto';
import type { TrackingEventDetails } from '@openfeature/core';
import type { ExperimentUser } from '../wire/user.js';
import type { AnalyticsEvent } from './events.js';
import { groupsOf, identityOf } from './exposures.js';

/**
 * An event that an application tracked (spec §6.7); `undefined`: the user has neither id, and the backend would refuse it.
 *
 * @param valueAs what becomes of the value of the event
 */
export function trackedEvent(
  name: string,
  user: ExperimentUser,
  { value, ...properties }: TrackingEventDetails,
  valueAs: 'revenue' | 'property',
): AnalyticsEvent | undefined {
  if (!user.user_id && !user.device_id) return undefined;
  const isValued = Number.isFinite(value);
  return {
    event_type: name,
    ...identityOf(user),
    event_properties: isValued && valueAs === 'property' ? { ...properties, value } : properties,
    ...(isValued && valueAs === 'revenue' ? { revenue: value as number } : {}),
    ...groupsOf(user),
    insert_id: randomUUID(),
  };
}
