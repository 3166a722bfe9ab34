import type { EvaluationContext, FlagValue, FlagValueType } from '@openfeature/core';
import {
  asCoded,
  explain,
  ownTable,
  type Decision,
  type Details,
  type Explanation,
  type Face,
  type FlagCell,
} from '@polyflag/core-engine';
import { Asking } from './client/asking.js';
import { track } from './client/events.js';
import type { Handle } from './client/handle.js';
import type { ProviderSettings } from './config/settings.js';
import { contextFields, isOrdinaryContext, isoText, keptUserOf, unidentified, userOfContext } from './context.js';
import type { FlagKeys, FlagTarget } from './flag-keys.js';
import { keyUnreadable, mismatchOf, notFoundOf, notReady } from './refusals.js';
import { keptOf } from './reports/kept.js';
import type { DecisionMetrics } from './reports/metrics/decisions.js';
import type { RequestedType } from './reports/remote-config.js';
import { resolution } from './resolution.js';
import { CONTROL } from './translate/variations.js';
import type { User } from './user/user.js';

/** How Hackle answers OpenFeature's questions (spec §9). */
export class HackleFace implements Face<Explanation> {
  readonly resolution = resolution;
  private readonly handle: Handle;
  private readonly keys: FlagKeys;
  private readonly keyType: string;
  private readonly asking: Asking;
  // What the latest decision was asked for: its report follows at once and wants to know it.
  private latestKey = '';
  private latestTarget: FlagTarget | undefined;
  private latestType: FlagValueType = 'boolean';
  private latestDefault: FlagValue = false;
  private latestUser: User | undefined;
  private latestBegan = NaN;

  constructor(handle: Handle, keys: FlagKeys, { targetingKeyType }: ProviderSettings) {
    this.handle = handle;
    this.keys = keys;
    this.keyType = targetingKeyType;
    this.asking = new Asking(targetingKeyType);
  }

  decide(flagKey: string, context: EvaluationContext, type: FlagValueType, defaultValue: FlagValue): Decision {
    const { metrics } = this.handle.runtime;
    const began = metrics === undefined ? NaN : metrics.begin();
    const target = this.keys.target(flagKey, type);
    const decision = this.decideTarget(target, context, type, defaultValue);
    this.latestKey = flagKey;
    this.latestTarget = target;
    this.latestType = type;
    this.latestDefault = defaultValue;
    this.latestBegan = began;
    return decision;
  }

  parameterOf(flagKey: string): string | undefined {
    return flagKey === this.latestKey ? this.latestTarget?.parameter : undefined;
  }

  report(_flagKey: string, decision: Decision, context: EvaluationContext, details: Details): void {
    const { reports, metrics } = this.handle.runtime;
    const { latestUser, latestDefault, latestType, latestBegan } = this;
    this.latestUser = undefined;
    this.latestDefault = false;
    if (decision.flag === undefined || decision.error !== undefined) {
      if (metrics !== undefined) this.countRefusal(metrics, decision, latestDefault);
      return;
    }
    if (decision.flag.kind !== 'REMOTE_CONFIG') {
      metrics?.experiment(decision, latestBegan);
      reports?.exposure(decision, this.asking.nested, latestUser ?? keptUserOf(context, this.keyType));
      return;
    }
    const fallback = latestType === 'object' ? jsonText(latestDefault) : latestDefault;
    const usable = details.errorCode === undefined;
    const { body, reason } = keptOf(decision).answer(requestedTypes[latestType], fallback, usable);
    metrics?.parameter(decision, reason, latestBegan);
    reports?.remoteConfig(decision, body, this.asking.nested, latestUser ?? keptUserOf(context, this.keyType));
  }

  track(name: string, context: EvaluationContext, details: Parameters<NonNullable<Face['track']>>[2]): void {
    const { value, ...properties } = details;
    const user = userOfContext(context, this.keyType, this.handle.runtime.onIgnored);
    if (user === undefined) {
      this.handle.runtime.log.warn('track: nothing identifies the user');
      return;
    }
    const event = {
      key: name,
      value: Number.isFinite(value) ? value : undefined,
      properties: eventProperties(properties),
    };
    track(this.handle, event, user);
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    try {
      const { set } = this.handle.runtime.definitions;
      const user = userOfContext(context, this.keyType);
      if (user === undefined) return { flag: flagKey, decision: unidentified(context), steps: [] };
      const meant = [this.keys.target(flagKey, 'string'), this.keys.target(flagKey, 'boolean')];
      const target = meant.find((one) => one !== undefined && set.flag(one.name) !== undefined) ?? meant[0];
      if (target === undefined) return { flag: flagKey, decision: keyUnreadable, steps: [] };
      const subject = set.subject();
      subject.identifiers = ownTable(user.identifiers);
      subject.attributes = user.properties;
      subject.extra = ownTable(user.hackleProperties);
      return explain(set, target.name, subject, CONTROL);
    } catch (error) {
      throw asCoded(error, 'the decision cannot be explained');
    }
  }

  private decideTarget(
    target: FlagTarget | undefined,
    context: EvaluationContext,
    type: FlagValueType,
    defaultValue: FlagValue,
  ): Decision {
    if (!this.handle.serving) return notReady;
    const { definitions, onIgnored } = this.handle.runtime;
    const ordinary = isOrdinaryContext(context) && !definitions.asksForProperty(contextFields.key);
    const user = ordinary ? undefined : userOfContext(context, this.keyType, onIgnored);
    if (!ordinary && user === undefined) return unidentified(context);
    if (target === undefined) return keyUnreadable;
    const cell = definitions.set.flag(target.name);
    if (cell === undefined) return notFoundOf(target.kind);
    if (isMismatch(target, type)) return mismatchOf(target.kind);
    const fallback = fallbackOf(target, type, defaultValue);
    this.latestUser = user;
    return this.ask(cell, user, context, fallback);
  }

  private countRefusal(metrics: DecisionMetrics, { label }: Decision, defaultValue: FlagValue): void {
    const { latestTarget: target } = this;
    if (target === undefined) return;
    const key = target.name.slice(target.name.indexOf(':') + 1);
    const fallback = typeof defaultValue === 'string' ? defaultValue : CONTROL;
    metrics.refused(target.kind, key, label, fallback, this.latestBegan);
  }

  private ask(
    cell: FlagCell,
    user: User | undefined,
    context: EvaluationContext,
    fallback: string | undefined,
  ): Decision {
    const { set } = this.handle.runtime.definitions;
    if (user !== undefined) return this.asking.about(set, cell, user, fallback);
    return this.asking.aboutSingle(set, cell, context.targetingKey as string, context, fallback);
  }
}

const requestedTypes: Readonly<Record<FlagValueType, RequestedType>> = {
  boolean: 'BOOLEAN',
  string: 'STRING',
  number: 'NUMBER',
  object: 'STRING',
};

/** Whether a type can never be served (spec §9.2). */
function isMismatch(
  target: FlagTarget,
  type: FlagValueType,
): target is FlagTarget & { kind: 'experiment' | 'feature' } {
  if (target.kind === 'config' || target.parameter !== undefined || type === 'object') return false;
  return type !== (target.kind === 'feature' ? 'boolean' : 'string');
}

/** Whoever asks an A/B test for a string names with his default the variation for those who take no part (spec §9.2). */
function fallbackOf(target: FlagTarget, type: FlagValueType, defaultValue: FlagValue): string | undefined {
  if (target.kind !== 'experiment') return undefined;
  const isVariation = target.parameter === undefined && type === 'string' && typeof defaultValue === 'string';
  return isVariation ? defaultValue : CONTROL;
}

/** What Hackle can take: dates as ISO text, objects, and lists that hold other than text and numbers, as JSON text. */
function eventProperties(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, propertyOf(value)]));
}

function propertyOf(value: unknown): unknown {
  if (value instanceof Date) return isoText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && value.every((element) => typeof element === 'string' || Number.isFinite(element))) {
    return value;
  }
  return jsonText(value);
}

/** `undefined` for what has none: cyclic, or with a BigInt in it. */
function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
