import type { EvaluationContext } from '@openfeature/core';
import { FlagSet, MemoryStore, type FlagCell, type Segment } from '@polyflag/core-engine';
import { fieldsByName } from './context.js';
import { CohortTable, type Cohort } from './local/cohort-table.js';
import { inDependencyOrder } from './translate/order.js';
import { translateFlag } from './translate/flag.js';
import type { DecodedFlags } from './wire/flags.js';
import type { Flag } from './wire/flag.js';

/** The flags of a deployment and the cohorts that they ask for, as one set that evaluates. */
export class AmplitudeDefinitions {
  readonly set: FlagSet;
  readonly cohorts = new CohortTable();
  /** The names of user's fields under which some condition or bucket asks for a property. */
  private ambiguous: readonly string[] = [];
  private readonly store: MemoryStore;
  private flags: ReadonlyMap<string, Flag> = new Map();
  /** All flags in their order, once it was asked for. */
  private whole: readonly FlagCell[] | undefined;
  /** One flag and what it depends on in their order, by its key; those that were asked for. */
  private readonly orders = new Map<string, readonly FlagCell[]>();

  constructor(onProblem: (message: string) => void) {
    this.set = new FlagSet({
      translator: {
        flag: (wire) => translateFlag(wire as Flag),
        rule: () => {
          throw new Error('there are no rules');
        },
      },
      failureLabel: 'error',
      notFoundLabel: 'unknown flag',
      onProblem: (name, problem) => {
        onProblem(`flag ${name}: ${problem}`);
      },
    });
    this.store = new MemoryStore(this.set);
  }

  /**
   * Replaces all flags. Cohorts that none of them asks for are let go.
   *
   * @returns the keys of the flags that may be answered otherwise now
   */
  replace({ flags, definitions, cohorts, properties }: DecodedFlags): string[] {
    this.flags = flags;
    this.ambiguous = [...properties].filter((name) => name === 'targetingKey' || fieldsByName.has(name));
    this.whole = undefined;
    this.orders.clear();
    this.cohorts.ask(cohorts);
    return this.store.apply({ flags: { replace: definitions }, segments: this.segments(), reset: true });
  }

  /**
   * Puts cohorts into force.
   *
   * @returns the keys of the flags that may be answered otherwise now
   */
  putCohorts(cohorts: readonly Cohort[]): string[] {
    for (const cohort of cohorts) this.cohorts.put(cohort);
    return this.store.apply({ segments: this.segments(), reset: true });
  }

  /** Whether a context has something under the name of a property that is asked for, and it is not that property. */
  mistakes(context: EvaluationContext): boolean {
    const { ambiguous } = this;
    return ambiguous.length > 0 && ambiguous.some((name) => name in context);
  }

  /** The keys of all flags, in the order of the vendor's map. */
  get keys(): readonly string[] {
    return [...this.flags.keys()];
  }

  /**
   * The flags in the order in which they are evaluated, with those that they depend on (spec §4.11).
   *
   * @param keys default all; one that is unknown is left out
   * @throws Error for a cycle that one of them leads to
   */
  inOrder(keys: readonly string[] | undefined): readonly FlagCell[] {
    if (keys === undefined) return (this.whole ??= this.cells(inDependencyOrder(this.flags)));
    const [key] = keys;
    return keys.length === 1 && key !== undefined ? this.orderOf(key) : this.cells(inDependencyOrder(this.flags, keys));
  }

  private orderOf(key: string): readonly FlagCell[] {
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const order = this.cells(inDependencyOrder(this.flags, [key]));
    // Whatever is asked for, there are never more orders than flags.
    if (order.length > 0) this.orders.set(key, order);
    return order;
  }

  private cells(keys: readonly string[]): FlagCell[] {
    return keys.flatMap((key) => this.set.flag(key) ?? []);
  }

  private segments(): { replace: readonly Segment[] } {
    return { replace: this.cohorts.segments() };
  }
}
