import type { ExperimentUser } from '../wire/user.js';
import { isDefault, type RawVariant } from '../wire/variant.js';
import { canonicalOf, hashOf } from './canonical.js';
import type { AnalyticsEvent } from './events.js';

/** For so long the same exposure is reported once, in milliseconds (spec §4.13). */
export const EXPOSURE_SPAN = 86_400_000;

/** Whether a variant is one that somebody is exposed to: he is assigned, and it is not excepted. */
export function isExposure({ metadata }: RawVariant): boolean {
  const tracks = metadata?.trackExposure;
  return !isDefault({ metadata: metadata ?? null }) && (tracks === undefined || tracks === null || Boolean(tracks));
}

/**
 * The events that tell what a user was exposed to, one for each flag (spec §4.13).
 *
 * @param now epoch milliseconds
 * @param spanMs for how long such an event has the same id
 */
export function exposureEvents(
  user: ExperimentUser,
  results: Readonly<Record<string, RawVariant>>,
  now: number,
  spanMs = EXPOSURE_SPAN,
): AnalyticsEvent[] {
  const canonical = canonicalOf(user, results);
  const period = Math.floor(now / spanMs);
  const exposures = Object.entries(results).filter(([, variant]) => isExposure(variant));
  return exposures.map(([flagKey, variant]) => exposureEvent(user, flagKey, variant, canonical, period));
}

function exposureEvent(
  user: ExperimentUser,
  flagKey: string,
  { key, value, metadata }: RawVariant,
  canonical: string,
  period: number,
): AnalyticsEvent {
  const shown = key ? key : value ? value : undefined;
  const experimentKey = metadata?.experimentKey;
  const isGroup = metadata?.flagType === 'mutual-exclusion-group';
  const id = `${String(user.user_id)} ${String(user.device_id)} ${String(hashOf(`${flagKey} ${canonical}`))} ${String(period)}`;
  return {
    event_type: '[Experiment] Exposure',
    ...identityOf(user),
    event_properties: {
      '[Experiment] Flag Key': flagKey,
      ...(shown === undefined ? {} : { '[Experiment] Variant': shown }),
      ...(experimentKey ? { '[Experiment] Experiment Key': experimentKey } : {}),
      ...(metadata ? { metadata } : {}),
    },
    user_properties: {
      $set: isGroup || shown === undefined ? {} : { [`[Experiment] ${flagKey}`]: shown },
      $unset: {},
    },
    ...groupsOf(user),
    insert_id: id,
  };
}

/** Whom an event is about. */
export function identityOf({ user_id, device_id }: ExperimentUser): Pick<AnalyticsEvent, 'user_id' | 'device_id'> {
  return {
    ...(user_id === undefined ? {} : { user_id }),
    ...(device_id === undefined ? {} : { device_id }),
  };
}

/** The groups of whom an event is about. */
export function groupsOf({ groups }: ExperimentUser): Pick<AnalyticsEvent, 'groups'> {
  return groups ? { groups } : {};
}
