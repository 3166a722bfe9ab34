import {
  FlagSet,
  loadPatternEngine,
  MemoryStore,
  needsPatternEngine,
  type Change,
  type Definition,
  type FlagCell,
  type Segment,
  type SegmentChange,
  type TableChange,
} from '@polyflag/core-engine';
import { translateFlag, type TranslateOptions } from './translate/flag.js';
import { label } from './translate/labels.js';
import { translateRuleBasedSegment } from './translate/rule-based-segment.js';
import {
  decodeFlag,
  decodeRuleBasedSegment,
  type Decoded,
  type FlagRecord,
  type Nameless,
  type SegmentRecord,
} from './wire/decode.js';
import { showName } from './validation/show.js';
import { Sharing } from './wire/sharing.js';
import type { FlagWire } from './wire/definitions.js';

/** Definitions as they arrive: lists of whatever the other side sent. */
export interface Arrival {
  readonly flags: readonly unknown[];
  readonly ruleBasedSegments: readonly unknown[];
}

/** Definitions, looked at: what can be kept, and what is wrong with the rest, one sentence each. */
export interface DecodedArrival {
  readonly flags: readonly Decoded[];
  readonly ruleBasedSegments: readonly Decoded[];
  readonly problems: readonly string[];
  /** Every segment that the definitions refer to: they have to be fetched as well (spec §1.5). */
  readonly segmentNames: ReadonlySet<string>;
}

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
    const present = (definition: Decoded): boolean => !definition.archived;
    return this.change({
      flags: { replace: internNames(lastOfEachName(arrival.flags).filter(present)) },
      rules: { replace: lastOfEachName(arrival.ruleBasedSegments).filter(present) },
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
      flags: listed(internNames(flags), (flag) => isKept(flag, flagSets)),
      rules: listed(ruleBasedSegments, ({ archived }) => !archived),
    });
  }

  /** As `update`, of a list that is everything there is, whatever the change numbers say (DECISIONS 25). */
  resynchronise({ flags, ruleBasedSegments }: Lists, flagSets: ReadonlySet<string> | undefined): string[] {
    const kept = lastOfEachName(flags).filter((flag) => isKept(flag, flagSets));
    return this.change({
      flags: { replace: internNames(kept) },
      rules: { replace: lastOfEachName(ruleBasedSegments).filter(({ archived }) => !archived) },
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
    return Array.from(this.set.flagCells(), (cell) => (cell.wire as FlagRecord).flag);
  }

  /** Whether a flag has this traffic type (§3.2). */
  hasTrafficType(name: string): boolean {
    this.trafficTypes ??= new Set(this.flags().map(({ trafficTypeName }) => trafficTypeName));
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
    this.flagsBySet ??= indexFlagSets(this.flags());
    return this.flagsBySet.get(flagSet) ?? [];
  }
}

/**
 * Looks at what arrived. Regular expressions are made ready here, because an evaluation cannot wait for the module that
 * runs them.
 */
export async function decodeArrival({ flags, ruleBasedSegments }: Arrival): Promise<DecodedArrival> {
  const problems: string[] = [];
  const sharing = new Sharing();
  const usableFlags = keepUsable(
    flags.map((flag) => decodeFlag(flag, sharing)),
    'feature flag',
    problems,
  );
  const usableSegments = keepUsable(
    ruleBasedSegments.map((segment) => decodeRuleBasedSegment(segment)),
    'rule-based segment',
    problems,
  );
  const segmentNames = new Set<string>();
  let costly = false;
  for (const definition of [...usableFlags, ...usableSegments]) {
    for (const name of definition.references.segments) segmentNames.add(name);
    for (const source of definition.patterns ?? []) costly ||= needsPatternEngine(source);
  }
  if (costly) await loadPatternEngine();
  return { flags: usableFlags, ruleBasedSegments: usableSegments, problems, segmentNames };
}

/** Whether a flag belongs to what is synchronised. */
function isKept({ archived, wire }: Decoded, flagSets: ReadonlySet<string> | undefined): boolean {
  if (archived) return false;
  if (flagSets === undefined) return true;
  const { sets } = (wire as FlagRecord).flag;
  return Array.isArray(sets) && sets.some((flagSet: unknown) => flagSets.has(flagSet as string));
}

function listed(definitions: readonly Decoded[], isPut: (definition: Decoded) => boolean): TableChange<Definition> {
  return {
    put: definitions.filter(isPut),
    remove: definitions.filter((definition) => !isPut(definition)).map(({ name, version }) => ({ name, version })),
  };
}

function keepUsable(definitions: readonly (Decoded | Nameless)[], what: string, problems: string[]): Decoded[] {
  const usable: Decoded[] = [];
  for (const definition of definitions) {
    if (!('name' in definition)) {
      problems.push(`${definition.problem} is left out`);
      continue;
    }
    if (definition.problem !== undefined)
      problems.push(`${what} ${showName(definition.name)} cannot be evaluated: ${definition.problem}`);
    usable.push(definition);
  }
  return usable;
}

/** A file may name a definition twice: the last one counts. */
function lastOfEachName<T extends Definition>(definitions: readonly T[]): T[] {
  return [...new Map(definitions.map((definition) => [definition.name, definition])).values()];
}

/**
 * Gives definitions the very text objects that the runtime keeps for names in a program, so that looking one up compares
 * references rather than letters. Names that look like an index are kept otherwise, and stay as they are.
 */
function internNames(definitions: readonly Decoded[]): Decoded[] {
  const dictionary = Object.create(null) as Record<string, true>;
  for (const { name } of definitions) dictionary[name] = true;
  const names = new Map(Object.keys(dictionary).map((name) => [name, name]));
  return definitions.map((definition) => ({ ...definition, name: names.get(definition.name) ?? definition.name }));
}

function indexFlagSets(flags: readonly FlagWire[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { name, sets } of flags) {
    if (!Array.isArray(sets)) continue;
    for (const flagSet of new Set<unknown>(sets)) {
      if (typeof flagSet !== 'string') continue;
      const names = index.get(flagSet);
      if (names === undefined) index.set(flagSet, [name]);
      else names.push(name);
    }
  }
  return index;
}

function wireOf(cell: FlagCell | undefined): FlagWire | undefined {
  return (cell?.wire as FlagRecord | undefined)?.flag;
}
