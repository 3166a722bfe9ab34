import type { EvaluationContext, TrackingEventDetails } from '@openfeature/core';
import type { Decision, Details, Explanation, Face, Resolution } from '@polyflag/core-engine';
import type { ClientRuntime } from './client/runtime.js';
import type { ProviderSettings } from './config/settings.js';
import { userOfContext } from './context.js';
import type { Evaluation } from './evaluation.js';
import { ExposureReports } from './reports/exposure-reports.js';
import { trackedEvent } from './reports/track.js';
import { resolutionBy } from './resolution.js';

/** How Amplitude answers OpenFeature's questions (spec §6). */
export class AmplitudeFace implements Face<Explanation> {
  readonly resolution: Resolution;
  private readonly runtime: ClientRuntime;
  private readonly evaluation: Evaluation;
  private readonly exposures: ExposureReports | undefined;
  private readonly trackValue: ProviderSettings['trackValue'];

  constructor(runtime: ClientRuntime, evaluation: Evaluation, settings: ProviderSettings) {
    this.runtime = runtime;
    this.evaluation = evaluation;
    this.resolution = resolutionBy(settings);
    this.trackValue = settings.trackValue;
    const { analytics, clock } = runtime;
    this.exposures = analytics === undefined ? undefined : new ExposureReports(analytics, clock, runtime.settings);
  }

  decide(flagKey: string, context: EvaluationContext): Decision | Promise<Decision> {
    return this.evaluation.decide(flagKey, context);
  }

  /** What ended in an error exposes nobody to anything. */
  report(flagKey: string, decision: Decision, context: EvaluationContext, details: Details): void {
    const { exposures, evaluation } = this;
    if (exposures === undefined || details.errorCode !== undefined || !exposures.concerns(decision)) return;
    const user = evaluation.userOf(decision, context);
    if (user !== undefined) exposures.exposed(flagKey, decision, user);
  }

  track(name: string, context: EvaluationContext, details: TrackingEventDetails): void {
    const { analytics, log } = this.runtime;
    if (analytics === undefined) {
      log.warn('track: events are not sent: give the option "analyticsApiKey"');
      return;
    }
    const read = userOfContext(context);
    const event = read.kind === 'user' ? trackedEvent(name, read.user, details, this.trackValue) : undefined;
    if (event !== undefined) analytics.add(event);
    else
      log.warn(
        `track: ${read.kind === 'unusable' ? read.problem : 'the context has neither a user id nor a device id'}`,
      );
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    return this.evaluation.explain(flagKey, context);
  }
}
