import type { ExperimentUser } from '../wire/user.js';
import { isDefault, type RawVariant } from '../wire/variant.js';
import { canonicalOf, hashOf } from './canonical.js';
import type { AnalyticsEvent } from './events.js';
import { identityOf } from './exposures.js';

/** For so long the same assignment is reported once, in milliseconds (spec §4.13). */
export const ASSIGNMENT_SPAN = 86_400_000;

/**
 * The event that tells what a user was evaluated to, all flags in one (spec §4.13).
 *
 * @param now epoch milliseconds
 */
export function assignmentEvent(
  user: ExperimentUser,
  results: Readonly<Record<string, RawVariant>>,
  now: number,
): AnalyticsEvent {
  const properties: [string, unknown][] = [];
  const set: [string, unknown][] = [];
  const unset: [string, unknown][] = [];
  for (const [flagKey, { key, metadata }] of Object.entries(results)) {
    if (!key) continue;
    const { flagVersion, segmentName, flagType } = (metadata ?? {}) as Readonly<Record<string, string | number>>;
    properties.push([`${flagKey}.variant`, key]);
    if (flagVersion && segmentName) {
      properties.push([`${flagKey}.details`, `v${String(flagVersion)} rule:${String(segmentName)}`]);
    }
    // Which of the flags that exclude each other a user is in is no property of his.
    if (flagType === 'mutual-exclusion-group') continue;
    if (isDefault({ metadata: metadata ?? null })) unset.push([`[Experiment] ${flagKey}`, '-']);
    else set.push([`[Experiment] ${flagKey}`, key]);
  }
  const hash = String(hashOf(canonicalOf(user, results)));
  return {
    event_type: '[Experiment] Assignment',
    ...identityOf(user),
    event_properties: Object.fromEntries(properties),
    user_properties: { $set: Object.fromEntries(set), $unset: Object.fromEntries(unset) },
    insert_id: `${String(user.user_id)} ${String(user.device_id)} ${hash} ${String(Math.floor(now / ASSIGNMENT_SPAN))}`,
  };
}
