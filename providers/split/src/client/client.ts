import { showName, noAttributes, type Subject } from '@polyflag/core-engine';
import { CONTROL } from '../translate/matcher.js';
import { isOrdinaryAttributes, type Attributes } from '../validation/attributes.js';
import type { MethodTimes } from '../reports/telemetry/method-times.js';
import type { Method } from '../reports/telemetry/resources.js';
import type { Checked } from '../validation/checked.js';
import { checkEvent, type CheckedEvent } from '../validation/event.js';
import { isOrdinaryKey } from '../validation/key.js';
import type { Answer } from './answer.js';
import { Evaluations } from './evaluations.js';
import { holdRuntime } from './runtime-of.js';
import type { SplitRuntime } from './runtime.js';

/** A treatment and its configuration: text as defined, usually JSON; `null` where there is none. */
export interface TreatmentWithConfig {
  readonly treatment: string;
  readonly config: string | null;
}

/** Whom to evaluate for: one text for targeting and bucketing, or one for each. A finite number counts as its text. */
export type SplitKey =
  string | number | { readonly matchingKey: string | number; readonly bucketingKey: string | number };

export interface EvaluationOptions {
  /** Texts, finite numbers, booleans and nulls that go with the impression. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Split's client (spec §9.1). Evaluations are synchronous and never throw: what cannot be answered is `control`, or the
 * fallback treatment, and the reason is logged once.
 */
export class SplitClient {
  readonly #runtime: SplitRuntime;
  readonly #evaluations: Evaluations;
  /** Of `getTreatment`; absent where nobody wants to know. */
  readonly #times: MethodTimes | undefined;

  /** Made by `SplitFactory.client()`. */
  constructor(runtime: SplitRuntime) {
    this.#runtime = runtime;
    this.#evaluations = new Evaluations(runtime);
    this.#times = runtime.reports?.telemetry?.methods.getTreatment;
    holdRuntime(this, runtime);
  }

  /** What a log shows of a client: nothing of its configuration. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'SplitClient';
  }

  /**
   * The treatment of a feature flag.
   *
   * @param key whom to evaluate for: a text of at most 250 characters, or `{ matchingKey, bucketingKey }`
   * @param attributes a plain object of texts, numbers, booleans, dates, lists and sets
   */
  getTreatment(key: SplitKey, flagName: string, attributes?: Attributes | null, options?: EvaluationOptions): string {
    const runtime = this.#runtime;
    const times = this.#times;
    if (times !== undefined && --times.left <= 0) {
      const began = times.begin();
      const treatment = this.#treatment(runtime, key, flagName, attributes, options);
      times.end(began);
      return treatment;
    }
    return this.#treatment(runtime, key, flagName, attributes, options);
  }

  #treatment(
    runtime: SplitRuntime,
    key: SplitKey,
    flagName: string,
    attributes: Attributes | null | undefined,
    options: EvaluationOptions | undefined,
  ): string {
    // The everyday call: nothing to correct, nobody to tell but the recorder. What does not fit is looked at in full below.
    const { recorder } = runtime;
    if (
      runtime.quiet &&
      isOrdinaryKey(key) &&
      isOrdinaryAttributes(attributes) &&
      (options === undefined || recorder === undefined)
    ) {
      const { set } = runtime.definitions;
      const cell = set.lookup(flagName);
      if (cell !== undefined) {
        const ending = cell.constant ?? set.end(cell, bind(set.subject(), key, attributes));
        const treatment = ending.outcome?.variant;
        if (typeof treatment === 'string' && treatment !== CONTROL) {
          if (recorder !== undefined) recorder.note(cell.decided(ending), key, undefined);
          return treatment;
        }
      }
    }
    return this.#evaluations.one({ method: 'getTreatment', key, attributes, options }, flagName).treatment;
  }

  /** The treatment of a feature flag, with its configuration. */
  getTreatmentWithConfig(
    key: SplitKey,
    flagName: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): TreatmentWithConfig {
    return this.#timed('getTreatmentWithConfig', () =>
      withConfig(this.#evaluations.one({ method: 'getTreatmentWithConfig', key, attributes, options }, flagName)),
    );
  }

  /** The treatments of several feature flags, by name. */
  getTreatments(
    key: SplitKey,
    flagNames: readonly string[],
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#timed('getTreatments', () =>
      this.#evaluations.many({ method: 'getTreatments', key, attributes, options }, flagNames, treatmentOnly),
    );
  }

  /** The treatments of several feature flags with their configurations, by name. */
  getTreatmentsWithConfig(
    key: SplitKey,
    flagNames: readonly string[],
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#timed('getTreatmentsWithConfig', () =>
      this.#evaluations.many({ method: 'getTreatmentsWithConfig', key, attributes, options }, flagNames, withConfig),
    );
  }

  /** The treatments of the feature flags in one flag set, by name. */
  getTreatmentsByFlagSet(
    key: SplitKey,
    flagSet: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#timed('getTreatmentsByFlagSet', () =>
      this.#evaluations.inSets(
        { method: 'getTreatmentsByFlagSet', key, attributes, options },
        [flagSet],
        treatmentOnly,
      ),
    );
  }

  /** The treatments of the feature flags in any of several flag sets, by name. A single text counts as a list of one. */
  getTreatmentsByFlagSets(
    key: SplitKey,
    flagSets: readonly string[] | string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#timed('getTreatmentsByFlagSets', () =>
      this.#evaluations.inSets(
        { method: 'getTreatmentsByFlagSets', key, attributes, options },
        flagSets,
        treatmentOnly,
      ),
    );
  }

  /** As `getTreatmentsByFlagSet`, with configurations. */
  getTreatmentsWithConfigByFlagSet(
    key: SplitKey,
    flagSet: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#timed('getTreatmentsWithConfigByFlagSet', () =>
      this.#evaluations.inSets(
        { method: 'getTreatmentsWithConfigByFlagSet', key, attributes, options },
        [flagSet],
        withConfig,
      ),
    );
  }

  /** As `getTreatmentsByFlagSets`, with configurations. */
  getTreatmentsWithConfigByFlagSets(
    key: SplitKey,
    flagSets: readonly string[] | string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#timed('getTreatmentsWithConfigByFlagSets', () =>
      this.#evaluations.inSets(
        { method: 'getTreatmentsWithConfigByFlagSets', key, attributes, options },
        flagSets,
        withConfig,
      ),
    );
  }

  /**
   * Records an event of a user (spec §3.2).
   *
   * @returns whether it was accepted: false where an argument is refused, which is logged, and where the queue is full. In
   *   localhost mode an accepted one goes nowhere: there is no backend
   */
  track(
    key: SplitKey,
    trafficType: string,
    eventType: string,
    value?: number | null,
    properties?: Readonly<Record<string, unknown>> | null,
  ): boolean {
    return this.#timed('track', () => this.#track(checkEvent(key, trafficType, eventType, value, properties)));
  }

  #track(checked: Checked<CheckedEvent>): boolean {
    const { destroyed, log, reports, serving, definitions } = this.#runtime;
    if (destroyed || checked.kind === 'rejected') {
      log.error(`track: ${checked.kind === 'rejected' ? checked.problem : 'the client is destroyed'}`);
      return false;
    }
    for (const warning of checked.warnings ?? []) log.warn(`track: ${warning}`);
    const { trafficType } = checked.value;
    // Without a backend there is nothing that could know traffic types.
    if (serving && reports?.telemetry !== undefined && !definitions.hasTrafficType(trafficType))
      log.warn(`track: no feature flag has the traffic type ${showName(trafficType)}`);
    return reports?.track(checked.value) ?? true;
  }

  /** An evaluation or another call, for telemetry. */
  #timed<T>(method: Method, call: () => T): T {
    const telemetry = this.#runtime.reports?.telemetry;
    return telemetry === undefined ? call() : telemetry.timed(method, call);
  }
}

function bind(subject: Subject, key: string, attributes: Attributes | null | undefined): Subject {
  subject.key = key;
  subject.bucketingKey = key;
  subject.attributes = attributes ?? noAttributes;
  return subject;
}

function treatmentOnly({ treatment }: Answer): string {
  return treatment;
}

function withConfig({ treatment, config }: Answer): TreatmentWithConfig {
  return { treatment, config };
}
