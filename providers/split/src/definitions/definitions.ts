import {
  showName,
  FlagSet,
  MemoryStore,
  type Change,
  type FlagCell,
  type Segment,
  type SegmentChange,
} from '@polyflag/core-engine';
import { translateFlag, type TranslateOptions } from '../translate/flag.js';
import { label } from '../translate/labels.js';
import { translateRuleBasedSegment } from '../translate/rule-based-segment.js';
import { decodeFlag, type FlagRecord, type SegmentRecord } from '../wire/decode.js';
import type { FlagWire } from '../wire/definitions.js';
import type { DecodedArrival } from './arrival.js';
import { isKept, isPresent, lastOfEachName, listed } from './choice.js';
import { indexFlagSets } from './flag-sets.js';

type Lists = Pick<DecodedArrival, 'flags' | 'ruleBasedSegments'>;

/** Everything Split defined, as one set that evaluates: feature flags, rule-based segments, segments. */
export class SplitDefinitions {
  readonly set: FlagSet;
  private readonly store: MemoryStore;
  private flagsBySet: Map<string, string[]> | undefined;
  private trafficTypes: Set<unknown> | undefined;

  constructor(options: TranslateOptions, onProblem: (message: string) => void) {
    this.set = new FlagSet({
      translator: {
        flag: (wire) => translateFlag(wire as FlagRecord, options),
        rule: (wire) => translateRuleBasedSegment(wire as SegmentRecord, options.dateUnit),
      },
      failureLabel: label.exception,
      notFoundLabel: label.notFound,
      onProblem: (name, problem) => {
        onProblem(`${showName(name)}: ${problem}`);
      },
    });
    this.store = new MemoryStore(this.set);
  }

  /**
   * Replaces everything by what a file holds. Archived definitions are as good as absent (§1.5).
   *
   * @returns the names of the flags whose answers may have changed
   */
  replace(arrival: DecodedArrival, segments: readonly Segment[]): string[] {
    return this.change({
      flags: { replace: lastOfEachName(arrival.flags, isPresent) },
      rules: { replace: lastOfEachName(arrival.ruleBasedSegments, isPresent) },
      segments: { replace: segments },
      reset: true,
    });
  }

  /**
   * Applies a change list (§1.5): what is archived, or in none of the flag sets that are synchronised, is removed.
   *
   * @param flagSets the flag sets that are synchronised; absent: all
   * @returns the names of the flags whose answers may have changed
   */
  update({ flags, ruleBasedSegments }: Lists, flagSets: ReadonlySet<string> | undefined): string[] {
    return this.change({
      flags: listed(lastOfEachName(flags), (flag) => isKept(flag, flagSets)),
      rules: listed(lastOfEachName(ruleBasedSegments), isPresent),
    });
  }

  /** As `update`, of a list that is everything there is, whatever the change numbers say (DECISIONS 25). */
  resynchronise({ flags, ruleBasedSegments }: Lists, flagSets: ReadonlySet<string> | undefined): string[] {
    return this.change({
      flags: { replace: lastOfEachName(flags, (flag) => isKept(flag, flagSets)) },
      rules: { replace: lastOfEachName(ruleBasedSegments, isPresent) },
      reset: true,
    });
  }

  /** Applies a change of one segment; the first one brings it whole. */
  updateSegment(change: SegmentChange): string[] {
    return this.change({ segmentChanges: [change] });
  }

  /** Kills a flag before its new definition is there (§5.5). One that is as new as the kill is left as it is. */
  kill(name: string, defaultTreatment: string, changeNumber: number): string[] {
    const cell = this.set.flag(name);
    const flag = wireOf(cell);
    if (cell === undefined || flag === undefined || cell.version >= changeNumber) return [];
    const killed = decodeFlag({ ...flag, killed: true, defaultTreatment, changeNumber });
    return 'name' in killed ? this.change({ flags: { put: [killed] } }) : [];
  }

  /** Forgets everything, change numbers included: a new session begins. */
  clear(): void {
    const nothing = { replace: [] };
    this.change({ flags: nothing, rules: nothing, segments: nothing, reset: true });
  }

  /** The segments that definitions refer to: these are to be synchronised (§1.5). */
  segmentsInUse(): string[] {
    const names: string[] = [];
    for (const { name, dependents } of this.set.table.segments.values()) if (dependents !== undefined) names.push(name);
    return names;
  }

  hasRuleBasedSegment(name: string): boolean {
    return this.set.table.rules.get(name)?.wire !== undefined;
  }

  /** Applies a change of the store. */
  change(change: Change): string[] {
    this.flagsBySet = undefined;
    this.trafficTypes = undefined;
    return this.store.apply(change);
  }

  /** A flag as it arrived. */
  flag(name: string): FlagWire | undefined {
    return wireOf(this.set.flag(name));
  }

  /** Every flag as it arrived. */
  flags(): FlagWire[] {
    return this.records().map(([, { flag }]) => flag);
  }

  /** The name of every flag. */
  names(): string[] {
    return Array.from(this.set.flagCells(), ({ key }) => key);
  }

  /** Whether a flag has this traffic type (§3.2). */
  hasTrafficType(name: string): boolean {
    this.trafficTypes ??= new Set(this.records().map(([, { trafficTypeName }]) => trafficTypeName));
    return this.trafficTypes.has(name);
  }

  /** How much is defined. */
  size(): { readonly flags: number; readonly segments: number; readonly segmentKeys: number } {
    let [segments, segmentKeys] = [0, 0];
    for (const { keys } of this.set.table.segments.values()) {
      if (keys === undefined) continue;
      segments += 1;
      segmentKeys += keys.size;
    }
    let flags = 0;
    for (const _ of this.set.flagCells()) flags += 1;
    return { flags, segments, segmentKeys };
  }

  /** The flags of a flag set; none: the set is unknown. */
  namesInFlagSet(flagSet: string): readonly string[] {
    this.flagsBySet ??= indexFlagSets(this.records());
    return this.flagsBySet.get(flagSet) ?? [];
  }

  private records(): [name: string, FlagRecord][] {
    return Array.from(this.set.flagCells(), ({ key, wire }) => [key, wire as FlagRecord]);
  }
}

function wireOf(cell: FlagCell | undefined): FlagWire | undefined {
  return (cell?.wire as FlagRecord | undefined)?.flag;
}
