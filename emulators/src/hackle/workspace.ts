import type { Clock } from '@polyflag/core-engine';
import { ChangeTimes } from '../http/change-times.js';
import { existing } from '../http/existing.js';
import { complete, completeEntry, type Entry, type ListName, type WholeWorkspace } from './complete.js';
import type { ExperimentWire, WorkspaceWire } from './wire.js';

/** What each entry of a list is called by, and what there is none of where it is missing. */
const names = {
  experiments: ['key', 'A/B test'],
  featureFlags: ['key', 'feature flag'],
  buckets: ['id', 'bucket'],
  events: ['key', 'event type'],
  segments: ['key', 'segment'],
  containers: ['id', 'container'],
  parameterConfigurations: ['id', 'parameter configuration'],
  remoteConfigParameters: ['key', 'remote config parameter'],
} as const satisfies Partial<Record<ListName, readonly ['key' | 'id', string]>>;

/** A list whose entries have names. */
export type NamedList = keyof typeof names;

/** The finest time that a `Last-Modified` can tell, in milliseconds. */
const SECOND = 1_000;

/** The workspace of one environment of Hackle's, and when it was last modified. */
export class Workspace {
  private readonly times: ChangeTimes;
  private current: WholeWorkspace;
  private modified: string;
  private lastId = 1_000_000;

  constructor(clock: Clock) {
    this.times = new ChangeTimes(clock, SECOND);
    this.current = complete({}, this.newId);
    this.modified = this.nextTime();
  }

  get document(): WholeWorkspace {
    return this.current;
  }

  /** The header of the same name. */
  get lastModified(): string {
    return this.modified;
  }

  /** Puts another document in its place. */
  replace(document: WorkspaceWire): string {
    return this.become(complete(document, this.newId));
  }

  /** Adds an entry to a list, or replaces the one of its name, whose number it keeps unless it brings one. */
  put<Name extends NamedList>(list: Name, entry: Entry<Name>): string {
    const name = nameOf(list, entry);
    const before = this.find(list, name);
    const id = (before as { readonly id?: number } | undefined)?.id;
    const whole = completeEntry(list, id === undefined ? entry : { id, ...entry }, this.newId);
    const entries: readonly Entry<Name>[] = this.current[list];
    return this.become({
      ...this.current,
      [list]: before === undefined ? [...entries, whole] : entries.map((other) => (other === before ? whole : other)),
    });
  }

  /** @throws Error when there is no entry of that name */
  remove(list: NamedList, name: string | number): string {
    const gone = this.get(list, name);
    return this.become({ ...this.current, [list]: this.current[list].filter((entry) => entry !== gone) });
  }

  /**
   * Gives somebody a variation whatever the rules say; `undefined` takes that back.
   *
   * @throws Error when there is no such experiment, or it has no such variation
   */
  override(list: 'experiments' | 'featureFlags', key: number, userId: string, variation: string | undefined): string {
    const experiment: ExperimentWire = this.get(list, key);
    const { variations = [], execution = {} } = experiment;
    const others = (execution.userOverrides ?? []).filter((override) => override.userId !== userId);
    const variationId = (variationKey: string): number =>
      existing(
        variations.find((one) => one.key === variationKey),
        `variation ${variationKey} of ${names[list][1]} ${key}`,
      ).id;
    const userOverrides =
      variation === undefined ? others : [...others, { userId, variationId: variationId(variation) }];
    return this.put(list, { ...experiment, execution: { ...execution, userOverrides } });
  }

  private get<Name extends NamedList>(list: Name, name: string | number): Entry<Name> {
    return existing(this.find(list, name), `${names[list][1]} ${name}`);
  }

  private find<Name extends NamedList>(list: Name, name: string | number | undefined): Entry<Name> | undefined {
    const entries: readonly Entry<Name>[] = this.current[list];
    return entries.find((entry) => nameOf(list, entry) === name);
  }

  private become(document: WholeWorkspace): string {
    this.current = document;
    this.modified = this.nextTime();
    return this.modified;
  }

  private nextTime(): string {
    return new Date(this.times.next()).toUTCString();
  }

  private readonly newId = (): number => {
    this.lastId += 1;
    return this.lastId;
  };
}

function nameOf(list: NamedList, entry: object): string | number | undefined {
  return (entry as { readonly key?: string | number; readonly id?: number })[names[list][0]];
}
