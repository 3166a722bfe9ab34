import {
  FlagSet,
  loadPatternEngine,
  MemoryStore,
  needsPatternEngine,
  noReferences,
  type Change,
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

/** What looks at the flags of one arrival, one after the other. */
export function flagDecoder(): (raw: unknown) => Decoded | Nameless {
  const sharing = new Sharing();
  return (raw) => decodeFlag(raw, sharing);
}

/** Looks at what arrived. */
export function decodeArrival({ flags, ruleBasedSegments }: Arrival): Promise<DecodedArrival> {
  const decode = flagDecoder();
  return gatherArrival({ flags: flags.map((flag) => decode(flag)), ruleBasedSegments });
}

/**
 * Gathers an arrival whose flags were looked at. Regular expressions are made ready here, because an evaluation cannot wait for the module that
 * runs them.
 */
export async function gatherArrival(arrival: {
  readonly flags: readonly (Decoded | Nameless)[];
  readonly ruleBasedSegments: readonly unknown[];
}): Promise<DecodedArrival> {
  const found: Found = { problems: [], segmentNames: new Set(), isCostly: false };
  const flags: Decoded[] = [];
  for (const flag of arrival.flags) keepUsable(flag, 'feature flag', flags, found);
  const ruleBasedSegments: Decoded[] = [];
  for (const segment of arrival.ruleBasedSegments)
    keepUsable(decodeRuleBasedSegment(segment), 'rule-based segment', ruleBasedSegments, found);
  if (found.isCostly) await loadPatternEngine();
  return { flags, ruleBasedSegments, problems: found.problems, segmentNames: found.segmentNames };
}

function isPresent({ archived }: Decoded): boolean {
  return !archived;
}

/** Whether a flag belongs to what is synchronised. */
function isKept({ archived, wire }: Decoded, flagSets: ReadonlySet<string> | undefined): boolean {
  if (archived) return false;
  if (flagSets === undefined) return true;
  const { sets } = (wire as FlagRecord).flag;
  return Array.isArray(sets) && sets.some((flagSet: unknown) => flagSets.has(flagSet as string));
}

function listed(definitions: readonly Decoded[], isPut: (definition: Decoded) => boolean): TableChange<Decoded> {
  return {
    put: definitions.filter(isPut),
    remove: definitions.filter((definition) => !isPut(definition)).map(({ name, version }) => ({ name, version })),
  };
}

/** What is gathered from all definitions of an arrival. */
interface Found {
  readonly problems: string[];
  readonly segmentNames: Set<string>;
  /** Whether a regular expression needs the module that runs them. */
  isCostly: boolean;
}

function keepUsable(definition: Decoded | Nameless, what: string, usable: Decoded[], found: Found): void {
  if (!('name' in definition)) {
    found.problems.push(`${definition.problem} is left out`);
    return;
  }
  const { name, problem, references, patterns } = definition;
  if (problem !== undefined) found.problems.push(`${what} ${showName(name)} cannot be evaluated: ${problem}`);
  if (references !== noReferences) for (const segment of references.segments) found.segmentNames.add(segment);
  if (patterns !== undefined) for (const source of patterns) found.isCostly ||= needsPatternEngine(source);
  usable.push(definition);
}

/**
 * The definitions that are kept, all by default; where a name is there twice, the last one counts.
 *
 * They get the very text objects that the runtime keeps for names in a program, so that looking one up compares references
 * rather than letters: those are what a dictionary gives its keys as.
 */
function lastOfEachName(
  definitions: readonly Decoded[],
  isKept: (definition: Decoded) => boolean = () => true,
): Decoded[] {
  const dictionary = Object.create(null) as Record<string, Decoded>;
  for (const definition of definitions) dictionary[definition.name] = definition;
  const kept: Decoded[] = [];
  for (const name of namesInOrder(dictionary, definitions)) {
    const definition = dictionary[name];
    if (definition === undefined || !isKept(definition)) continue;
    definition.name = name;
    kept.push(definition);
  }
  return kept;
}

/** The names as they came first. A dictionary's keys are in that order unless one looks like an index: those lead. */
function namesInOrder(
  dictionary: Readonly<Record<string, Decoded>>,
  definitions: readonly Decoded[],
): Iterable<string> {
  const names = Object.keys(dictionary);
  const [first] = names;
  const isInOrder = first === undefined || !isIndex(first);
  return isInOrder ? names : new Set(definitions.map(({ name }) => name));
}

/** Whether a dictionary counts a key as an index. */
function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key;
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
