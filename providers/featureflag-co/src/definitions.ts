import {
  FlagSet,
  knownName,
  loadPatternEngine,
  MemoryStore,
  type Change,
  type Definition,
  type FlagCell,
  type Segment as KeySet,
} from '@polyflag/core-engine';
import type { DefinitionsTarget } from './sync/definitions-source.js';
import { hasCostlyPattern } from './translate/patterns.js';
import { propertiesAskedBy } from './translate/asked-properties.js';
import { label } from './translate/reasons.js';
import { referencesOfFlag, referencesOfSegment } from './translate/references.js';
import { keySetNames, partsOf } from './translate/segment-parts.js';
import { translator } from './translate/translate.js';
import type { FlagRecord } from './wire/flag.js';
import type { DataSync, Item } from './wire/message.js';
import type { SegmentRecord } from './wire/segment.js';

/** What is known of an item: also of one that is archived, so that older news cannot bring it back (spec §4.5). */
export interface Known {
  readonly timestamp: number;
  readonly isArchived: boolean;
}

/** A flag of the environment as it stands. */
export class Defined {
  readonly cell: FlagCell;
  private readonly set: FlagSet;
  private names: readonly string[] | undefined = undefined;

  constructor(cell: FlagCell, set: FlagSet) {
    this.cell = cell;
    this.set = set;
  }

  /** The custom properties that its evaluation may ask for. */
  get properties(): readonly string[] {
    return (this.names ??= propertiesAskedBy(this.set, this.cell));
  }
}

/** Everything that an environment defines, as one set that evaluates. */
export class FFCDefinitions implements DefinitionsTarget {
  readonly set: FlagSet;
  private readonly store: MemoryStore;
  private readonly prefix: string | undefined;
  private readonly flagItems = new Map<string, Known>();
  private readonly segmentItems = new Map<string, Known>();
  // Names in the set are ids, and what is asked for is a key: found once, so that no text is made on the way to a decision.
  private readonly byKey = new Map<string, Defined>();
  private seen = 0;
  private isInitialized = false;

  /** @param prefix what the ids of the environment's flags begin with; `undefined`: no key leads to a flag */
  constructor(prefix: string | undefined, onProblem: (message: string) => void) {
    this.prefix = prefix;
    this.set = new FlagSet({
      translator,
      failureLabel: label('error in evaluation'),
      notFoundLabel: label('flag not found'),
      onProblem: (name, problem) => {
        onProblem(`${name}: ${problem}`);
      },
    });
    this.store = new MemoryStore(this.set);
  }

  get version(): number {
    return this.seen;
  }

  get initialized(): boolean {
    return this.isInitialized;
  }

  /** A flag by its key; `undefined` also for one that is archived. Valid until the next change. */
  defined(key: unknown): Defined | undefined {
    return this.byKey.get(key as string);
  }

  /** Its place in the set. */
  flag(key: unknown): FlagCell | undefined {
    return this.defined(key)?.cell;
  }

  /** All flags that are not archived, in the order in which they came. */
  flags(): readonly FlagCell[] {
    return Array.from(this.byKey.values(), ({ cell }) => cell);
  }

  /** The keys of flags, by their ids: what one evaluates them by (DECISIONS 18). */
  keysOf(ids: readonly string[]): readonly string[] {
    return ids.flatMap((id) => this.keyOf(id) ?? []);
  }

  /** What is known of each item. */
  get items(): { readonly flags: ReadonlyMap<string, Known>; readonly segments: ReadonlyMap<string, Known> } {
    return { flags: this.flagItems, segments: this.segmentItems };
  }

  prepare(data: DataSync): Promise<void> | undefined {
    // Without the module its expressions match nothing, which is said when they are compiled.
    return hasCostlyPattern(data) ? loadPatternEngine().catch(() => undefined) : undefined;
  }

  /** Has everything compiled anew: what it needs was not there yet. */
  recompile({ flags, segments }: DataSync): void {
    const { table } = this.set;
    for (const { id, record } of flags) {
      const [definition] = flagDefinition(record);
      if (definition !== undefined && table.flags.get(id)?.wire === record) table.putFlag(definition);
    }
    for (const item of segments) {
      const [definition] = segmentDefinitions(item).rules;
      if (definition !== undefined && table.rules.get(item.id)?.version === item.timestamp) table.putRule(definition);
    }
  }

  apply(data: DataSync, requestedWhole = false): readonly string[] {
    return data.eventType === 'full' ? this.replace(data, requestedWhole) : this.patch(data);
  }

  /** Spec §4.6: what is not newer is ignored, unless everything was asked for (D2); an empty set is a set (D3). */
  private replace({ flags, segments, version }: DataSync, requestedWhole: boolean): readonly string[] {
    if (this.isInitialized && !requestedWhole && version <= this.seen) return [];
    this.isInitialized = true;
    this.seen = version;
    this.flagItems.clear();
    this.segmentItems.clear();
    const latestFlags = this.note(flags, this.flagItems);
    const parts = this.note(segments, this.segmentItems).map(segmentDefinitions);
    const changed = this.store.apply({
      flags: { replace: latestFlags.flatMap(({ record }) => flagDefinition(record)) },
      rules: { replace: parts.flatMap(({ rules }) => rules) },
      segments: { replace: parts.flatMap(({ keys }) => keys) },
      reset: true,
    });
    this.byKey.clear();
    for (const cell of this.set.flagCells()) this.place(cell.key);
    return changed;
  }

  /** Each item on its own (D2): one that is not newer than what is known of it is ignored. */
  private patch({ flags, segments, version }: DataSync): readonly string[] {
    this.isInitialized = true;
    this.seen = Math.max(this.seen, version);
    const newFlags = this.note(flags, this.flagItems);
    const newSegments = this.note(segments, this.segmentItems);
    if (newFlags.length + newSegments.length === 0) return [];
    const parts = newSegments.map(segmentDefinitions);
    const change: Change = {
      flags: { put: newFlags.flatMap(({ record }) => flagDefinition(record)), remove: archived(newFlags) },
      rules: { put: parts.flatMap(({ rules }) => rules), remove: archived(newSegments) },
      segments: { put: parts.flatMap(({ keys }) => keys), remove: parts.flatMap(({ gone }) => gone) },
      reset: true,
    };
    const changed = this.store.apply(change);
    for (const { id } of newFlags) this.place(id);
    // What these lead to may ask for other properties now.
    for (const id of changed) this.place(id);
    return changed;
  }

  /** @returns those that are newer than what was known of them, the latest of each */
  private note<T>(items: readonly Item<T>[], known: Map<string, Known>): readonly Item<T>[] {
    const newer = new Map<string, Item<T>>();
    for (const item of items) {
      const { id, timestamp, record } = item;
      if (timestamp <= (known.get(id)?.timestamp ?? -Infinity)) continue;
      known.set(id, { timestamp, isArchived: record === undefined });
      newer.set(id, item);
    }
    return [...newer.values()];
  }

  private place(id: string): void {
    const key = this.keyOf(id);
    if (key === undefined) return;
    const cell = this.set.flag(id);
    if (cell === undefined) this.byKey.delete(key);
    else this.byKey.set(key, new Defined(cell, this.set));
  }

  private keyOf(id: string): string | undefined {
    if (this.prefix === undefined || !id.startsWith(this.prefix)) return undefined;
    const key = id.slice(this.prefix.length);
    return key.trim() === '' ? undefined : knownName(key);
  }
}

function flagDefinition(record: FlagRecord | undefined): Definition[] {
  if (record === undefined) return [];
  return [{ name: record.id, version: record.timestamp, wire: record, references: referencesOfFlag(record) }];
}

interface SegmentDefinitions {
  readonly rules: readonly Definition[];
  readonly keys: readonly KeySet[];
  /** The sets of keys that the segment does not have. */
  readonly gone: readonly { readonly name: string }[];
}

function segmentDefinitions({ id, timestamp, record }: Item<SegmentRecord>): SegmentDefinitions {
  const parts = record === undefined ? undefined : partsOf(record);
  const keys = parts?.keys ?? [];
  const gone = keySetNames(id).filter((name) => keys.every((set) => set.name !== name));
  const rules =
    parts === undefined
      ? []
      : [{ name: id, version: timestamp, wire: parts.rule, references: referencesOfSegment(parts.rule) }];
  return { rules, keys, gone: gone.map((name) => ({ name })) };
}

function archived(items: readonly Item<unknown>[]): readonly { readonly name: string }[] {
  return items.filter(({ record }) => record === undefined).map(({ id: name }) => ({ name }));
}
