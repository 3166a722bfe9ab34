import type { Clock } from '@polyflag/core-engine';
import { isDeepStrictEqual } from 'node:util';
import { ChangeTimes } from '../http/change-times.js';
import { existing } from '../http/existing.js';
import { completeFlag, completeSegment, type Held } from './complete.js';
import type { DataSyncMessage, FeatureFlagWire, FfcContents, FfcSegmentWire } from './wire.js';

/** Items of both kinds. */
export interface Items {
  readonly flags: readonly Held[];
  readonly segments: readonly Held[];
}

/** What one environment holds: every flag and segment, those that are archived too. */
export class Environment {
  private readonly ids: string;
  private readonly times: ChangeTimes;
  private readonly flags = new Map<string, Held>();
  private readonly segments = new Map<string, Held>();

  /** @param ids account, project and environment, as the ids of flags begin with them (spec §1) */
  constructor(ids: string, clock: Clock) {
    this.ids = ids;
    this.times = new ChangeTimes(clock);
  }

  flagId(key: string): string {
    return `FF__${this.ids}__${key}`;
  }

  /** Adds or replaces what is given. */
  put({ featureFlags = [], segments = [] }: FfcContents): Items {
    return {
      flags: featureFlags.map((flag) => this.putFlag(flag)),
      segments: segments.map((segment) => this.putSegment(segment)),
    };
  }

  /** Makes it hold what is given and nothing else; what was there besides is archived. What is the same keeps its time. */
  replace({ featureFlags = [], segments = [] }: FfcContents): Items {
    const flags = [...featureFlags].filter((flag) => this.isNews(this.flags, completeFlag(flag, this.idOf(flag), 0)));
    const changed = segments.filter((segment) => this.isNews(this.segments, completeSegment(segment, 0)));
    const flagIds = new Set(featureFlags.map((flag) => this.idOf(flag)));
    const segmentIds = new Set(segments.map(({ id }) => id));
    const put = this.put({ featureFlags: flags.map(untimed), segments: changed.map(untimed) });
    return {
      flags: [...put.flags, ...this.archiveOthers(this.flags, flagIds)],
      segments: [...put.segments, ...this.archiveOthers(this.segments, segmentIds)],
    };
  }

  /** @throws Error when there is none */
  archiveFlag(key: string, timestamp?: number): Held {
    const id = this.flags.has(key) ? key : this.flagId(key);
    return this.archive(this.flags, existing(this.flags.get(id), `flag ${key}`), timestamp);
  }

  /** @throws Error when there is none */
  archiveSegment(id: string, timestamp?: number): Held {
    return this.archive(this.segments, existing(this.segments.get(id), `segment ${id}`), timestamp);
  }

  /** Everything that is not archived. */
  get whole(): Items {
    const held = (items: Iterable<Held>): Held[] => [...items].filter(({ isArchived }) => !isArchived);
    return { flags: held(this.flags.values()), segments: held(this.segments.values()) };
  }

  /** What has changed since a time, the newest first. */
  since(time: number): Items {
    const changed = (items: Iterable<Held>): Held[] =>
      [...items].filter(({ timestamp }) => timestamp > time).sort((a, b) => b.timestamp - a.timestamp);
    return { flags: changed(this.flags.values()), segments: changed(this.segments.values()) };
  }

  private putFlag(given: FeatureFlagWire): Held {
    const held = completeFlag(given, this.idOf(given), this.timeOf(given.timestamp));
    this.flags.set(held.id, held);
    return held;
  }

  private putSegment(given: FfcSegmentWire): Held {
    const held = completeSegment(given, this.timeOf(given.timestamp));
    this.segments.set(held.id, held);
    return held;
  }

  private archive(items: Map<string, Held>, held: Held, timestamp?: number): Held {
    const archived = { ...held, isArchived: true, timestamp: this.timeOf(timestamp) };
    items.set(held.id, archived);
    return archived;
  }

  private archiveOthers(items: Map<string, Held>, kept: ReadonlySet<string>): Held[] {
    const others = [...items.values()].filter(({ id, isArchived }) => !isArchived && !kept.has(id));
    return others.map((held) => this.archive(items, held));
  }

  private isNews(items: ReadonlyMap<string, Held>, item: Held): boolean {
    const held = items.get(item.id);
    return held === undefined || !isDeepStrictEqual(timeless(held), timeless(item));
  }

  private idOf({ id, ff }: FeatureFlagWire): string {
    return id ?? this.flagId(ff.keyName);
  }

  private timeOf(given: number | undefined): number {
    return given === undefined ? this.times.next() : this.times.used(given);
  }
}

/** A message with items (spec §4.3). */
export function messageWith(eventType: 'full' | 'patch', { flags, segments }: Items): DataSyncMessage {
  return { messageType: 'data-sync', data: { eventType, featureFlags: flags, segments, userTags: [] } };
}

/** The latest time of items; 0 without any. */
export function latestOf({ flags, segments }: Items): number {
  return [...flags, ...segments].reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
}

function untimed<T extends { readonly timestamp?: number }>({ timestamp: _, ...item }: T): Omit<T, 'timestamp'> {
  return item;
}

/** An item without what tells only when it was changed. */
function timeless(item: Held): unknown {
  const { timestamp: _, ff, ...rest } = item as Held & { readonly ff?: object };
  return ff === undefined ? rest : { ...rest, ff: { ...ff, lastUpdatedTime: undefined } };
}
