import { showName, noAttributes, ownTable, type Decision } from '@polyflag/core-engine';
import type { Method } from '../reports/telemetry/resources.js';
import { label } from '../translate/labels.js';
import { CONTROL } from '../translate/matcher.js';
import { checkAttributes, type Attributes } from '../validation/attributes.js';
import { accepted, rejected, type Checked } from '../validation/checked.js';
import { readEvaluationOptions } from '../validation/evaluation-options.js';
import { checkFlagName, checkFlagNames } from '../validation/flag-name.js';
import { checkFlagSets } from '../validation/flag-sets.js';
import { checkKey } from '../validation/key.js';
import type { Properties } from '../validation/properties.js';
import { answerOf, controlAnswer, type Answer } from './answer.js';
import type { SplitRuntime } from './runtime.js';

/** What a caller handed over, unseen, and to which method. */
export interface Call {
  readonly method: Method;
  readonly key: unknown;
  readonly attributes: unknown;
  readonly options: unknown;
}

/** Whom a call is about, once that is known to be in order. */
interface Subject {
  readonly key: string;
  /** Only where the caller gave one. */
  readonly bucketingKey: string | undefined;
  readonly attributes: Attributes | undefined;
  /** The attributes, by own names only. */
  readonly table: Attributes;
  readonly properties: Properties | undefined;
}

/**
 * The evaluations of a client in full: arguments are checked (spec §3.1), problems are said, impressions are recorded.
 * Nothing is thrown: what cannot be answered is `control` or its fallback.
 */
export class Evaluations {
  private readonly runtime: SplitRuntime;

  constructor(runtime: SplitRuntime) {
    this.runtime = runtime;
  }

  /** One flag. */
  one(call: Call, flagName: unknown): Answer {
    const asked = typeof flagName === 'string' ? flagName : '';
    if (this.isDestroyed(call)) return this.control(asked, label.notReady);
    const name = this.accept(call, checkFlagName(flagName));
    if (name === undefined) return this.control(asked, label.exception);
    const subject = this.subjectOf(call);
    return subject === undefined ? this.control(name, label.exception) : this.evaluate(call, name, subject);
  }

  /** Several flags by name. Without a usable name: nothing. */
  many<T>(call: Call, flagNames: unknown, shape: (answer: Answer) => T): Record<string, T> {
    const names = this.accept(call, checkFlagNames(flagNames));
    if (names === undefined) return {};
    return this.all(call, names, shape, this.isDestroyed(call) ? undefined : this.subjectOf(call));
  }

  /** The flags of flag sets. Before the client is ready: nothing. */
  inSets<T>(call: Call, flagSets: unknown, shape: (answer: Answer) => T): Record<string, T> {
    const { runtime } = this;
    if (this.isDestroyed(call)) return {};
    if (!runtime.serving) {
      this.refuse(call, 'the client is not ready');
      return {};
    }
    const sets = this.accept(call, checkFlagSets(flagSets, runtime.filter));
    if (sets === undefined) return {};
    const names = new Set<string>();
    for (const flagSet of sets) {
      const found = runtime.definitions.namesInFlagSet(flagSet);
      if (found.length === 0) this.warn(call, [`no feature flag is in the flag set "${flagSet}"`]);
      for (const name of found) names.add(name);
    }
    return this.all(call, [...names], shape, this.subjectOf(call));
  }

  private all<T>(
    call: Call,
    names: readonly string[],
    shape: (answer: Answer) => T,
    subject: Subject | undefined,
  ): Record<string, T> {
    const answerTo = (name: string): Answer =>
      subject === undefined ? this.control(name, label.exception) : this.evaluate(call, name, subject);
    return Object.fromEntries(names.map((name): [string, T] => [name, shape(answerTo(name))]));
  }

  /** `undefined` when the arguments cannot be used, which has been said. */
  private subjectOf(call: Call): Subject | undefined {
    const key = this.accept(call, checkKey(call.key));
    if (key === undefined) return undefined;
    const attributes = checkAttributes(call.attributes);
    if (attributes.kind === 'rejected') {
      this.refuse(call, attributes.problem);
      return undefined;
    }
    const table = this.accept(call, readTable(attributes.value));
    if (table === undefined) return undefined;
    const properties = this.accept(call, readEvaluationOptions(call.options));
    return { key: key.matchingKey, bucketingKey: key.bucketingKey, attributes: attributes.value, table, properties };
  }

  private evaluate(call: Call, name: string, subject: Subject): Answer {
    const { runtime } = this;
    const decision = this.decide(name, subject);
    if (!runtime.serving) {
      this.warn(call, [`the client is not ready; every feature flag is ${CONTROL} until then`]);
      runtime.reports?.telemetry?.notReadyEvaluation();
      return this.record(name, subject, decision, this.control(name, label.notReady));
    }
    if (decision === runtime.definitions.set.notFound) {
      this.warn(call, [`there is no feature flag ${showName(name)}`]);
      return this.control(name, label.notFound);
    }
    if (decision.label === label.exception) {
      this.refuse(call, `feature flag ${showName(name)} failed: ${decision.error?.message ?? ''}`);
      runtime.reports?.telemetry?.exception(call.method);
    }
    return this.record(name, subject, decision, answerOf(decision, name, runtime.settings.fallbackTreatments));
  }

  private decide(name: string, { key, bucketingKey, table }: Subject): Decision {
    const { set } = this.runtime.definitions;
    const subject = set.subject();
    subject.key = key;
    subject.bucketingKey = bucketingKey ?? key;
    subject.attributes = table;
    return set.evaluate(name, subject);
  }

  private record(feature: string, subject: Subject, decision: Decision, answer: Answer): Answer {
    const { treatment, label: told } = answer;
    const { key, bucketingKey, attributes, properties } = subject;
    this.runtime.reports?.record({
      feature,
      key,
      bucketingKey,
      attributes,
      properties,
      treatment,
      label: told,
      decision,
    });
    return answer;
  }

  private control(flagName: string, why: string): Answer {
    return controlAnswer(flagName, why, this.runtime.settings.fallbackTreatments);
  }

  private isDestroyed(call: Call): boolean {
    if (this.runtime.destroyed) this.refuse(call, 'the client is destroyed');
    return this.runtime.destroyed;
  }

  /** The value, after its warnings were said; `undefined` for what was rejected, which has been said too. */
  private accept<T>(call: Call, checked: Checked<T>): T | undefined {
    if (checked.kind === 'rejected') {
      this.refuse(call, checked.problem);
      return undefined;
    }
    this.warn(call, checked.warnings);
    return checked.value;
  }

  private refuse({ method }: Call, problem: string): void {
    this.runtime.log.error(`${method}: ${problem}`);
  }

  private warn({ method }: Call, warnings: readonly string[] | undefined): void {
    for (const warning of warnings ?? []) this.runtime.log.warn(`${method}: ${warning}`);
  }
}

/** Attributes may come from a proxy that does not let itself be read. */
function readTable(attributes: Attributes | undefined): Checked<Attributes> {
  try {
    return accepted(attributes === undefined ? noAttributes : ownTable(attributes));
  } catch {
    return rejected('attributes: they cannot be read');
  }
}
