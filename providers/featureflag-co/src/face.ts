import type { EvaluationContext } from '@openfeature/core';
import {
  asCoded,
  explain,
  type Decision,
  type Details,
  type Explanation,
  type Face,
  type SideReport,
} from '@polyflag/core-engine';
import { trackAll } from './client/metrics.js';
import type { FFCRuntime } from './client/runtime.js';
import { contextFields, isOrdinaryContext, userOfContext } from './context.js';
import { notFound, notReady } from './refusals.js';
import { variationsOf } from './reports/reports.js';
import { resolution } from './resolution.js';
import { reportedUser, type User } from './user/user.js';

const none: readonly SideReport[] = Object.freeze([]);

/** How featureflag.co answers OpenFeature's questions (spec §13). */
export class FFCFace implements Face<Explanation> {
  readonly resolution = resolution;
  private readonly runtime: FFCRuntime;
  // What belongs to the latest decision: its report follows at once and wants to know it.
  private latestUser: User | undefined;
  private nested: readonly SideReport[] = none;

  constructor(runtime: FFCRuntime) {
    this.runtime = runtime;
  }

  /** Arguments are looked at in the order of spec §6.1. */
  decide(flagKey: string, context: EvaluationContext): Decision {
    const { definitions, serving } = this.runtime;
    this.latestUser = undefined;
    this.nested = none;
    if (!serving) return notReady;
    const defined = definitions.defined(flagKey);
    if (defined === undefined) return notFound;
    const { cell, properties } = defined;
    // A clause may ask for a property of a name that we read as something else.
    const isOrdinary = isOrdinaryContext(context) && !properties.includes(contextFields.key);
    const user = isOrdinary ? undefined : userOfContext(context);
    if (user !== undefined && 'slot' in user) return user;
    this.latestUser = user;
    if (cell.constant !== undefined) return cell.constant;
    const { set } = definitions;
    const subject = set.subject();
    subject.key = user === undefined ? (context.targetingKey as string) : user.key;
    subject.attributes = user === undefined ? context : user.attributes;
    const decision = set.decide(cell, subject);
    this.nested = set.sideReports;
    return decision;
  }

  report(_flagKey: string, decision: Decision, context: EvaluationContext, { errorCode }: Details): void {
    const { reports } = this.runtime;
    const { latestUser, nested } = this;
    this.latestUser = undefined;
    // Nor is a value reported that the caller could not use (spec §13.2).
    if (reports === undefined || errorCode !== undefined || decision.flag === undefined) return;
    const user =
      latestUser === undefined
        ? reportedUser(context.targetingKey ?? '', context, contextFields.key)
        : reportedUser(latestUser.key, latestUser.attributes);
    reports.usage(variationsOf(decision, nested), user);
  }

  /** The wire has no place for anything but a value; 1 where none is given. */
  track(name: string, context: EvaluationContext, { value = 1 }: Parameters<NonNullable<Face['track']>>[2]): void {
    const user = userOfContext(context);
    if ('slot' in user) this.runtime.log.warn(`track: ${user.error?.message ?? ''}`);
    else trackAll(this.runtime, 'track', { ...user.attributes, key: user.key }, Object.fromEntries([[name, value]]));
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    try {
      const { definitions } = this.runtime;
      const cell = definitions.flag(flagKey);
      if (cell === undefined) return { flag: flagKey, decision: notFound, steps: [] };
      const user = userOfContext(context);
      if ('slot' in user) return { flag: flagKey, decision: user, steps: [] };
      const subject = definitions.set.subject();
      subject.key = user.key;
      subject.attributes = user.attributes;
      return explain(definitions.set, cell.key, subject);
    } catch (error) {
      throw asCoded(error, 'the decision cannot be explained');
    }
  }
}
