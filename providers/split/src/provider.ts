import type { EvaluationContext } from '@openfeature/core';
import {
  BaseProvider,
  asCoded,
  CodedError,
  decisionOf,
  explain,
  invalidOption,
  ownTable,
  type Decision,
  type Explanation,
  type Face,
  type Subject,
} from '@polyflag/core-engine';
import { treatmentOf } from './client/answer.js';
import type { SplitClient } from './client/client.js';
import { clientOf, LOCALHOST, SplitFactory } from './client/factory.js';
import { runtimeOf } from './client/runtime-of.js';
import type { SplitRuntime } from './client/runtime.js';
import type { SplitConfig } from './config/split-config.js';
import { contextFields, isOrdinaryContext, keysOf, trafficTypeOf } from './context.js';
import { resolution } from './resolution.js';
import { label } from './translate/labels.js';

/**
 * OpenFeature provider for Split: the same definitions as the vendor's client, behind OpenFeature's four typed questions.
 *
 * `new SplitProvider(sdkKey, options)` makes a client and closes it. `new SplitProvider(factory)`, or one made of its
 * client, shares one and leaves it open.
 */
export class SplitProvider extends BaseProvider<Explanation> {
  /** The vendor's own API over the same definitions. */
  readonly client: SplitClient;

  /** @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes */
  constructor(sdkKey: string, options?: SplitConfig);
  constructor(client: SplitFactory | SplitClient);
  constructor(given: string | SplitFactory | SplitClient, options: SplitConfig = {}) {
    const owned = typeof given === 'string';
    const factory = owned ? new SplitFactory(given, options) : given;
    const runtime = runtimeOf(factory);
    if (runtime === undefined) {
      throw new CodedError('GENERAL', 'SplitProvider takes an SDK key and options, or a SplitFactory, or its client');
    }
    const { logger, initTimeoutMillis, closeTimeoutMillis, preforkedInitialization } = runtime.settings;
    if (owned && preforkedInitialization && given !== LOCALHOST) {
      throw invalidOption(
        'SplitProvider: "preforkedInitialization" needs a SplitFactory, which can be resumed: make one with it, and make the provider of that',
      );
    }
    const client = factory instanceof SplitFactory ? clientOf(factory) : factory;
    // Where nobody listens, an evaluation is not to ask each time.
    const face = runtime.reports === undefined ? new SplitFace(runtime, client) : new ReportingFace(runtime, client);
    super({
      name: 'split',
      backend: runtime,
      face,
      owned,
      logger,
      initTimeoutMillis,
      closeTimeoutMillis,
      clock: runtime.clock,
    });
    this.client = client;
  }
}

/** A factory that is shared may end before the provider does. */
const notReady = decisionOf(undefined, undefined, label.notReady, 'ERROR', false, {
  code: 'PROVIDER_NOT_READY',
  message: 'the Split factory has no definitions, or is destroyed',
});

/** How Split answers OpenFeature's questions. */
class SplitFace implements Face<Explanation> {
  readonly resolution = resolution;
  protected readonly runtime: SplitRuntime;
  private readonly client: SplitClient;

  constructor(runtime: SplitRuntime, client: SplitClient) {
    this.runtime = runtime;
    this.client = client;
  }

  decide(flagKey: string, context: EvaluationContext): Decision {
    const { serving, definitions } = this.runtime;
    if (!serving) return notReady;
    const { set } = definitions;
    const { targetingKey, bucketingKey } = context;
    let key = targetingKey;
    let bucketed: unknown = targetingKey;
    if (!isOrdinaryContext(targetingKey, bucketingKey)) {
      const keys = keysOf(targetingKey, bucketingKey);
      if ('decision' in keys) return keys.decision;
      key = keys.key;
      bucketed = keys.bucketingKey;
    }
    const cell = set.lookup(flagKey) ?? set.lookup(flagKey.trim());
    if (cell === undefined) return set.notFound;
    if (cell.constant !== undefined) return cell.constant;
    const attributes = ownTable(context);
    return set.decide(cell, bind(set.subject(), key as string, bucketed as string, attributes));
  }

  track(
    name: string,
    context: EvaluationContext,
    { value, ...properties }: Parameters<NonNullable<Face['track']>>[2],
  ): void {
    const keys = keysOf(context[contextFields.key], context[contextFields.bucketingKey]);
    if ('decision' in keys) {
      this.runtime.log.warn(`track: ${keys.decision.error?.message ?? ''}`);
      return;
    }
    this.client.track(keys.key, trafficTypeOf(context), name, value, eventProperties(properties));
  }

  explain(flagKey: string, context: EvaluationContext): Explanation {
    try {
      const { set } = this.runtime.definitions;
      const keys = keysOf(context[contextFields.key], context[contextFields.bucketingKey]);
      if ('decision' in keys) return { flag: flagKey, decision: keys.decision, steps: [] };
      const attributes = ownTable(context);
      return explain(set, flagKey.trim(), bind(set.subject(), keys.key, keys.bucketingKey, attributes));
    } catch (error) {
      throw asCoded(error, 'the decision cannot be explained');
    }
  }
}

/** The same, with an impression of each evaluation. */
class ReportingFace extends SplitFace {
  /** The vendor has one name for a decision with everything that belongs to it. */
  private readonly times = this.runtime.reports?.telemetry?.methods.getTreatmentWithConfig;

  override decide(flagKey: string, context: EvaluationContext): Decision {
    const { times } = this;
    if (times === undefined || --times.left > 0) return super.decide(flagKey, context);
    const began = times.begin();
    const decision = super.decide(flagKey, context);
    times.end(began);
    return decision;
  }

  report(flagKey: string, decision: Decision, context: EvaluationContext): void {
    if (decision.flag === undefined) return;
    const { recorder } = this.runtime;
    const { targetingKey, bucketingKey } = context;
    if (recorder !== undefined && isOrdinaryContext(targetingKey, bucketingKey)) {
      recorder.note(decision, targetingKey, undefined);
      return;
    }
    const keys = keysOf(context[contextFields.key], context[contextFields.bucketingKey]);
    if ('decision' in keys) return;
    this.runtime.reports?.record({
      feature: decision.flag.key,
      key: keys.key,
      bucketingKey: (context[contextFields.bucketingKey] ?? undefined) === undefined ? undefined : keys.bucketingKey,
      treatment: treatmentOf(decision),
      label: decision.label,
      decision,
      attributes: context,
    });
  }
}

function bind(
  subject: Subject,
  key: string,
  bucketingKey: string,
  attributes: Readonly<Record<string, unknown>>,
): Subject {
  subject.key = key;
  subject.bucketingKey = bucketingKey;
  subject.attributes = attributes;
  return subject;
}

/** Split takes texts, numbers, booleans and nulls: dates go as ISO text, objects and lists as JSON text (DECISIONS 19). */
function eventProperties(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, propertyOf(value)]));
}

function propertyOf(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  try {
    return JSON.stringify(value);
  } catch {
    // Cyclic, or with a BigInt in it.
    return null;
  }
}
