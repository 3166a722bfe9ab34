import { FlagSet, MemoryStore, type FlagCell } from '@polyflag/core-engine';
import { configName, experimentName, featureName } from './names.js';
import { propertiesAskedBy, type AskedProperties } from './translate/asked-properties.js';
import { label } from './translate/reasons.js';
import { translator } from './translate/translate.js';
import type { DecodedWorkspace } from './wire/decode.js';

/** An A/B test, a feature flag or a parameter of the workspace as it stands. */
export interface Defined {
  readonly cell: FlagCell;
  /** What its evaluation asks of the properties of a user. */
  readonly properties: AskedProperties;
}

/** Everything a workspace defines, as one set that evaluates: A/B tests, feature flags, parameters, segments. */
export class HackleDefinitions {
  readonly set: FlagSet;
  private readonly store: MemoryStore;
  private eventTypes: ReadonlyMap<string, number> = new Map();
  private propertyNames: ReadonlySet<string> = new Set();
  // Names in the set are put together: each is found once, so that no text is made on the way to a decision.
  private readonly experiments = new Map<number, Defined>();
  private readonly features = new Map<number, Defined>();
  private readonly parameters = new Map<string, Defined>();

  constructor(onProblem: (message: string) => void) {
    this.set = new FlagSet({
      translator,
      failureLabel: label('EXCEPTION'),
      onProblem: (name, problem) => {
        onProblem(`${name}: ${problem}`);
      },
    });
    this.store = new MemoryStore(this.set);
  }

  /**
   * Replaces everything.
   *
   * @returns the names in the set of what may be answered otherwise now
   */
  replace({ flags, rules, eventTypes, propertyNames }: DecodedWorkspace): string[] {
    this.experiments.clear();
    this.features.clear();
    this.parameters.clear();
    this.eventTypes = eventTypes;
    this.propertyNames = propertyNames;
    return this.store.apply({ flags: { replace: flags }, rules: { replace: rules }, reset: true });
  }

  /** An A/B test by its key. */
  experiment(key: number): Defined | undefined {
    return this.experiments.get(key) ?? this.find(key, this.experiments, experimentName);
  }

  /** A feature flag by its key. */
  feature(key: number): Defined | undefined {
    return this.features.get(key) ?? this.find(key, this.features, featureName);
  }

  /** A remote config parameter by its key. */
  parameter(key: string): Defined | undefined {
    return this.parameters.get(key) ?? this.find(key, this.parameters, configName);
  }

  /** The id of an event type; 0: the workspace does not have it (spec §1.6). */
  eventTypeId(key: string): number {
    return this.eventTypes.get(key) ?? 0;
  }

  /** Whether some condition asks for a user property of that name. */
  asksForProperty(name: string): boolean {
    return this.propertyNames.has(name);
  }

  private find<K>(key: K, found: Map<K, Defined>, nameOf: (key: K) => string): Defined | undefined {
    const cell = this.set.flag(nameOf(key));
    if (cell === undefined) return undefined;
    const defined = { cell, properties: propertiesAskedBy(this.set, cell) };
    found.set(key, defined);
    return defined;
  }
}
