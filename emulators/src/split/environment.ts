import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Clock } from '@polyflag/core-engine';
import { ChangeTimes } from '../http/change-times.js';
import { existing } from '../http/existing.js';
import { ChangeList, type Definition } from './change-list.js';
import type { Contents } from './contents.js';
import { Segments, type SegmentChange } from './segments.js';

/** A change of a definition, as it is told to those who listen. */
export interface DefinitionChange {
  readonly kind: 'flag' | 'rule-based segment';
  readonly changeNumber: number;
  /** The change number before. */
  readonly pcn: number;
  readonly definition: Definition;
}

export interface KeysChange {
  readonly kind: 'segment';
  readonly changeNumber: number;
  readonly name: string;
}

export type Change = DefinitionChange | KeysChange;

/** What an environment of Split's holds: flags, rule-based segments and segments, under one row of change numbers. */
export class Environment {
  readonly flags = new ChangeList<FlagWire>();
  readonly ruleBasedSegments = new ChangeList<RuleBasedSegmentWire>();
  readonly segments = new Segments();
  private readonly numbers: ChangeTimes;

  constructor(clock: Clock) {
    this.numbers = new ChangeTimes(clock);
  }

  putFlag(flag: FlagWire, changeNumber?: number): DefinitionChange {
    return this.put('flag', this.flags, flag, changeNumber);
  }

  putRuleBasedSegment(segment: RuleBasedSegmentWire, changeNumber?: number): DefinitionChange {
    return this.put('rule-based segment', this.ruleBasedSegments, segment, changeNumber);
  }

  /** @throws Error when there is no such flag */
  flag(name: string): FlagWire {
    return existing(this.flags.get(name), `flag ${name}`);
  }

  /** @throws Error when there is no such segment */
  ruleBasedSegment(name: string): RuleBasedSegmentWire {
    return existing(this.ruleBasedSegments.get(name), `rule-based segment ${name}`);
  }

  changeSegment(name: string, change: SegmentChange, changeNumber = this.numbers.next()): KeysChange {
    this.segments.change(name, change, this.numbers.used(changeNumber));
    return { kind: 'segment', changeNumber, name };
  }

  /** Makes the parts that are given be exactly that. Returns what has changed, oldest first. */
  replace({ flags, ruleBasedSegments, segments, till }: Contents): Change[] {
    const changes = [
      ...this.replaceAll('flag', this.flags, flags),
      ...this.replaceAll('rule-based segment', this.ruleBasedSegments, ruleBasedSegments),
      ...Object.entries(segments ?? {}).flatMap(([name, keys]) => this.replaceSegment(name, new Set(keys))),
    ];
    if (till !== undefined) this.flags.reach(this.numbers.used(till));
    return changes;
  }

  private put<T extends Definition>(
    kind: DefinitionChange['kind'],
    list: ChangeList<T>,
    given: T,
    changeNumber = this.numbers.next(),
  ): DefinitionChange {
    const pcn = list.till;
    // In the order in which the fields are usually written.
    const { name, changeNumber: _, status = 'ACTIVE', ...rest } = given;
    const definition = { name, changeNumber, status, ...rest } as unknown as T;
    list.put(definition, this.numbers.used(changeNumber));
    return { kind, changeNumber, pcn, definition };
  }

  private replaceAll<T extends Definition>(
    kind: DefinitionChange['kind'],
    list: ChangeList<T>,
    wanted: readonly T[] | undefined,
  ): DefinitionChange[] {
    if (wanted === undefined) return [];
    const before = list.till;
    const names = new Set(wanted.map(({ name }) => name));
    const gone = list.all().filter(({ name }) => !names.has(name));
    const changed = wanted
      .filter((definition) => !sameDefinition(definition, list.known(definition.name)))
      .sort((one, other) => (one.changeNumber ?? Infinity) - (other.changeNumber ?? Infinity));
    return [
      // A change number of its own is kept as long as those who are up to date still hear of it.
      ...changed.map((definition) => {
        const { changeNumber = 0 } = definition;
        return this.put(kind, list, definition, changeNumber > Math.max(before, 0) ? changeNumber : undefined);
      }),
      ...gone.map((definition) => this.put(kind, list, { ...definition, status: 'ARCHIVED' })),
    ];
  }

  private replaceSegment(name: string, wanted: ReadonlySet<string>): KeysChange[] {
    const keys = this.segments.keys(name);
    const add = [...wanted].filter((key) => keys?.includes(key) !== true);
    const remove = (keys ?? []).filter((key) => !wanted.has(key));
    if (keys !== undefined && add.length + remove.length === 0) return [];
    return [this.changeSegment(name, { add, remove })];
  }
}

function sameDefinition(one: Definition, other: Definition | undefined): boolean {
  return other !== undefined && comparable(one) === comparable(other);
}

function comparable({ changeNumber: _, status = 'ACTIVE', ...rest }: Definition): string {
  const entries = Object.entries({ ...rest, status }).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(entries);
}
