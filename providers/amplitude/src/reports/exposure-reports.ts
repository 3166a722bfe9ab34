import type { Clock, Decision } from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import type { ExperimentUser } from '../wire/user.js';
import type { RawVariant } from '../wire/variant.js';
import type { Analytics } from './analytics.js';
import { canonicalOf } from './canonical.js';
import { EXPOSURE_SPAN, exposureEvents, isExposure } from './exposures.js';
import { Once } from './once.js';

/** Reports what users were exposed to through OpenFeature: each flag and variant of a user once a day (spec §6.6). */
export class ExposureReports {
  private readonly analytics: Analytics;
  private readonly clock: Clock;
  private readonly once: Once;

  constructor(analytics: Analytics, clock: Clock, settings: Pick<AmplitudeSettings, 'analytics'>) {
    this.analytics = analytics;
    this.clock = clock;
    this.once = new Once(settings.analytics?.cacheCapacity ?? 1, EXPOSURE_SPAN);
  }

  /** Whether a decision is one that somebody is exposed to. */
  concerns({ outcome }: Decision): boolean {
    return outcome !== undefined && isExposure(outcome);
  }

  /** A flag was served. */
  exposed(flagKey: string, decision: Decision, user: ExperimentUser): void {
    const results = { [flagKey]: variantOf(decision) };
    const now = this.clock.now();
    if (!this.once.isFirst(canonicalOf(user, results), now)) return;
    for (const event of exposureEvents(user, results, now)) this.analytics.add(event);
  }
}

function variantOf({ outcome }: Decision): RawVariant {
  return { key: outcome?.variant, value: outcome?.value, metadata: outcome?.metadata };
}
