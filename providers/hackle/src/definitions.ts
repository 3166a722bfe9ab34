import { FlagSet, MemoryStore, type FlagCell } from '@polyflag/core-engine';
import { configName, experimentName, featureName } from './names.js';
import { label } from './translate/reasons.js';
import { translator } from './translate/translate.js';
import type { DecodedWorkspace } from './wire/decode.js';

/** Everything a workspace defines, as one set that evaluates: A/B tests, feature flags, parameters, segments. */
export class HackleDefinitions {
  readonly set: FlagSet;
  private readonly store: MemoryStore;
  private eventTypes: ReadonlyMap<string, number> = new Map();
  private propertyNames: ReadonlySet<string> = new Set();
  // Names are texts, and what is asked for is a number: found once, so that no text is made on the way to a decision.
  private readonly experiments = new Map<number, FlagCell>();
  private readonly features = new Map<number, FlagCell>();

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
    this.eventTypes = eventTypes;
    this.propertyNames = propertyNames;
    return this.store.apply({ flags: { replace: flags }, rules: { replace: rules }, reset: true });
  }

  /** An A/B test by its key. */
  experiment(key: number): FlagCell | undefined {
    return this.experiments.get(key) ?? this.find(key, this.experiments, experimentName);
  }

  /** A feature flag by its key. */
  feature(key: number): FlagCell | undefined {
    return this.features.get(key) ?? this.find(key, this.features, featureName);
  }

  /** A remote config parameter by its key. */
  parameter(key: string): FlagCell | undefined {
    return this.set.flag(configName(key));
  }

  /** The id of an event type; 0: the workspace does not have it (spec §1.6). */
  eventTypeId(key: string): number {
    return this.eventTypes.get(key) ?? 0;
  }

  /** Whether some condition asks for a user property of that name. */
  asksForProperty(name: string): boolean {
    return this.propertyNames.has(name);
  }

  private find(key: number, found: Map<number, FlagCell>, nameOf: (key: number) => string): FlagCell | undefined {
    const cell = this.set.flag(nameOf(key));
    if (cell !== undefined) found.set(key, cell);
    return cell;
  }
}
