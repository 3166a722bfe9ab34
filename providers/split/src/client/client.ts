import { inspect } from 'node:util';
import { noAttributes, ownTable, type Subject } from '@polyflag/core-engine';
import { label } from '../translate/flag.js';
import { CONTROL } from '../translate/matcher.js';
import { checkAttributes, isOrdinaryAttributes, type Attributes } from '../validation/attributes.js';
import { readEvaluationOptions } from '../validation/evaluation-options.js';
import { checkEvent } from '../validation/event.js';
import { checkFlagName, checkFlagNames } from '../validation/flag-name.js';
import { checkFlagSets } from '../validation/flag-sets.js';
import { checkKey, isOrdinaryKey } from '../validation/key.js';
import type { Properties } from '../validation/properties.js';
import { answerOf, controlAnswer, type Answer } from './answer.js';
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

/** What one evaluation was asked, once it is known to be in order. */
interface Question {
  readonly key: string;
  /** Only where the caller gave one. */
  readonly bucketingKey: string | undefined;
  readonly attributes: Attributes | undefined;
  readonly properties: Properties | undefined;
}

/**
 * Split's client (spec §9.1). Evaluations are synchronous and never throw: what cannot be answered is `control`, or the
 * fallback treatment, and the reason is logged once.
 */
export class SplitClient {
  readonly #runtime: SplitRuntime;

  /** Made by `SplitFactory.client()`. */
  constructor(runtime: SplitRuntime) {
    this.#runtime = runtime;
    holdRuntime(this, runtime);
  }

  /** What a log shows of a client: nothing of its configuration. */
  [inspect.custom](): string {
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
    // The everyday call: nothing to correct, nobody to tell. What does not fit is looked at in full below.
    if (runtime.quiet && isOrdinaryKey(key) && isOrdinaryAttributes(attributes)) {
      const { set } = runtime.definitions;
      const cell = set.lookup(flagName);
      if (cell !== undefined) {
        const treatment = (cell.constant ?? set.decide(cell, bind(set.subject(), key, attributes))).outcome?.variant;
        if (typeof treatment === 'string' && treatment !== CONTROL) return treatment;
      }
    }
    return this.#one('getTreatment', key, flagName, attributes, options).treatment;
  }

  /** The treatment of a feature flag, with its configuration. */
  getTreatmentWithConfig(
    key: SplitKey,
    flagName: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): TreatmentWithConfig {
    return withConfig(this.#one('getTreatmentWithConfig', key, flagName, attributes, options));
  }

  /** The treatments of several feature flags, by name. */
  getTreatments(
    key: SplitKey,
    flagNames: readonly string[],
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#many('getTreatments', key, flagNames, attributes, options, treatmentOnly);
  }

  /** The treatments of several feature flags with their configurations, by name. */
  getTreatmentsWithConfig(
    key: SplitKey,
    flagNames: readonly string[],
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#many('getTreatmentsWithConfig', key, flagNames, attributes, options, withConfig);
  }

  /** The treatments of the feature flags in one flag set, by name. */
  getTreatmentsByFlagSet(
    key: SplitKey,
    flagSet: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#bySets('getTreatmentsByFlagSet', key, [flagSet], attributes, options, treatmentOnly);
  }

  /** The treatments of the feature flags in any of several flag sets, by name. A single text counts as a list of one. */
  getTreatmentsByFlagSets(
    key: SplitKey,
    flagSets: readonly string[] | string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, string> {
    return this.#bySets('getTreatmentsByFlagSets', key, flagSets, attributes, options, treatmentOnly);
  }

  /** As `getTreatmentsByFlagSet`, with configurations. */
  getTreatmentsWithConfigByFlagSet(
    key: SplitKey,
    flagSet: string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#bySets('getTreatmentsWithConfigByFlagSet', key, [flagSet], attributes, options, withConfig);
  }

  /** As `getTreatmentsByFlagSets`, with configurations. */
  getTreatmentsWithConfigByFlagSets(
    key: SplitKey,
    flagSets: readonly string[] | string,
    attributes?: Attributes | null,
    options?: EvaluationOptions,
  ): Record<string, TreatmentWithConfig> {
    return this.#bySets('getTreatmentsWithConfigByFlagSets', key, flagSets, attributes, options, withConfig);
  }

  /**
   * Records an event of a user (spec §3.2).
   *
   * @returns whether it was accepted; a refused event is logged and goes nowhere. In localhost mode an accepted one goes
   *   nowhere either: there is no backend
   */
  track(
    key: SplitKey,
    trafficType: string,
    eventType: string,
    value?: number | null,
    properties?: Readonly<Record<string, unknown>> | null,
  ): boolean {
    const runtime = this.#runtime;
    if (runtime.destroyed) return this.#refuse('track', 'the client is destroyed');
    const checked = checkEvent(key, trafficType, eventType, value, properties);
    if (checked.kind === 'rejected') return this.#refuse('track', checked.problem);
    for (const warning of checked.warnings ?? []) runtime.log.warn(`track: ${warning}`);
    return true;
  }

  #refuse(method: string, problem: string): false {
    this.#runtime.log.error(`${method}: ${problem}`);
    return false;
  }

  #one(method: string, key: unknown, flagName: unknown, attributes: unknown, options: unknown): Answer {
    const runtime = this.#runtime;
    const { fallbackTreatments: fallbacks } = runtime.settings;
    const asked = typeof flagName === 'string' ? flagName : '';
    if (runtime.destroyed) {
      this.#refuse(method, 'the client is destroyed');
      return controlAnswer(asked, label.notReady, fallbacks);
    }
    const name = checkFlagName(flagName);
    if (name.kind === 'rejected') {
      this.#refuse(method, name.problem);
      return controlAnswer(asked, label.exception, fallbacks);
    }
    this.#warn(method, name.warnings);
    const question = this.#question(method, key, attributes, options);
    if (question === undefined) return controlAnswer(name.value, label.exception, fallbacks);
    return this.#evaluate(method, name.value, question);
  }

  #many<T>(
    method: string,
    key: unknown,
    flagNames: unknown,
    attributes: unknown,
    options: unknown,
    shape: (answer: Answer) => T,
  ): Record<string, T> {
    const names = checkFlagNames(flagNames);
    if (names.kind === 'rejected') {
      this.#refuse(method, names.problem);
      return {};
    }
    this.#warn(method, names.warnings);
    return this.#answers(method, key, names.value, attributes, options, shape);
  }

  #bySets<T>(
    method: string,
    key: unknown,
    flagSets: unknown,
    attributes: unknown,
    options: unknown,
    shape: (answer: Answer) => T,
  ): Record<string, T> {
    const runtime = this.#runtime;
    if (runtime.destroyed || !runtime.serving) {
      this.#refuse(method, runtime.destroyed ? 'the client is destroyed' : 'the client is not ready');
      return {};
    }
    const sets = checkFlagSets(flagSets, runtime.filter);
    if (sets.kind === 'rejected') {
      this.#refuse(method, sets.problem);
      return {};
    }
    this.#warn(method, sets.warnings);
    const names = new Set<string>();
    for (const flagSet of sets.value) {
      const found = runtime.definitions.namesInFlagSet(flagSet);
      if (found.length === 0) runtime.log.warn(`${method}: no feature flag is in the flag set "${flagSet}"`);
      for (const name of found) names.add(name);
    }
    return this.#answers(method, key, [...names], attributes, options, shape);
  }

  #answers<T>(
    method: string,
    key: unknown,
    names: readonly string[],
    attributes: unknown,
    options: unknown,
    shape: (answer: Answer) => T,
  ): Record<string, T> {
    const runtime = this.#runtime;
    if (runtime.destroyed) this.#refuse(method, 'the client is destroyed');
    const question = runtime.destroyed ? undefined : this.#question(method, key, attributes, options);
    const answers = names.map((name): [string, T] => {
      if (question !== undefined) return [name, shape(this.#evaluate(method, name, question))];
      return [name, shape(controlAnswer(name, label.exception, runtime.settings.fallbackTreatments))];
    });
    return Object.fromEntries(answers);
  }

  /** The arguments that all evaluations share; `undefined` when they cannot be used, which has been said. */
  #question(method: string, key: unknown, attributes: unknown, options: unknown): Question | undefined {
    const checkedKey = checkKey(key);
    if (checkedKey.kind === 'rejected') {
      this.#refuse(method, checkedKey.problem);
      return undefined;
    }
    const checkedAttributes = checkAttributes(attributes);
    if (checkedAttributes.kind === 'rejected') {
      this.#refuse(method, checkedAttributes.problem);
      return undefined;
    }
    const checkedOptions = readEvaluationOptions(options);
    this.#warn(method, checkedKey.warnings);
    this.#warn(method, checkedOptions.warnings);
    const { matchingKey, bucketingKey } = checkedKey.value;
    return { key: matchingKey, bucketingKey, attributes: checkedAttributes.value, properties: checkedOptions.value };
  }

  #evaluate(method: string, name: string, question: Question): Answer {
    const runtime = this.#runtime;
    const { fallbackTreatments: fallbacks } = runtime.settings;
    const { set } = runtime.definitions;
    const attributes = question.attributes === undefined ? noAttributes : ownTable(question.attributes);
    const subject = set.subject();
    subject.key = question.key;
    subject.bucketingKey = question.bucketingKey ?? question.key;
    subject.attributes = attributes;
    const decision = set.evaluate(name, subject);
    let answer: Answer;
    if (!runtime.serving) {
      runtime.log.warn(`${method}: the client is not ready; feature flags are ${CONTROL} until then`);
      answer = controlAnswer(name, label.notReady, fallbacks);
    } else if (decision === set.notFound) {
      runtime.log.warn(`${method}: there is no feature flag "${name}"`);
      return controlAnswer(name, label.notFound, fallbacks);
    } else {
      if (decision.label === label.exception)
        runtime.log.error(`${method}: feature flag "${name}" failed: ${decision.error?.message ?? ''}`);
      answer = answerOf(decision, name, fallbacks);
    }
    runtime.reports?.record({
      feature: name,
      key: question.key,
      bucketingKey: question.bucketingKey,
      treatment: answer.treatment,
      label: answer.label,
      decision,
      attributes: question.attributes,
      properties: question.properties,
    });
    return answer;
  }

  #warn(method: string, warnings: readonly string[] | undefined): void {
    for (const warning of warnings ?? []) this.#runtime.log.warn(`${method}: ${warning}`);
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
