import type { SegmentWire } from '@polyflag/split-provider/internal';

/** What happens to a segment. */
export interface SegmentChange {
  readonly add?: Iterable<string>;
  readonly remove?: Iterable<string>;
}

interface Membership {
  readonly member: boolean;
  readonly changeNumber: number;
}

interface Segment {
  readonly keys: Map<string, Membership>;
  till: number;
}

/** The segments, each with the change number at which every key came or went. */
export class Segments {
  private readonly segments = new Map<string, Segment>();

  names(): string[] {
    return [...this.segments.keys()];
  }

  /** The members of a segment; `undefined` where there is none of that name. */
  keys(name: string): string[] | undefined {
    const segment = this.segments.get(name);
    if (segment === undefined) return undefined;
    return [...segment.keys].filter(([, { member }]) => member).map(([key]) => key);
  }

  /** A segment that does not exist yet comes to be. A key that is added and removed at once is out. */
  change(name: string, { add = [], remove = [] }: SegmentChange, changeNumber: number): void {
    const segment = this.segments.get(name) ?? { keys: new Map<string, Membership>(), till: -1 };
    for (const key of add) segment.keys.set(key, { member: true, changeNumber });
    for (const key of remove) segment.keys.set(key, { member: false, changeNumber });
    segment.till = Math.max(segment.till, changeNumber);
    this.segments.set(name, segment);
  }

  /**
   * The body of `segmentChanges`: at most `pageSize` keys, and more only where several came or went with one change number.
   * `undefined` where there is no such segment.
   */
  since(name: string, since: number, pageSize: number): SegmentWire | undefined {
    const segment = this.segments.get(name);
    if (segment === undefined) return undefined;
    const changed = [...segment.keys]
      .filter(([, { member, changeNumber }]) => changeNumber > since && (member || since >= 0))
      .sort(([, one], [, other]) => one.changeNumber - other.changeNumber);
    const last = changed[pageSize - 1]?.[1].changeNumber ?? Infinity;
    const page = changed.filter(([, { changeNumber }]) => changeNumber <= last);
    const keysThat = (member: boolean): string[] => page.filter(([, at]) => at.member === member).map(([key]) => key);
    return {
      name,
      added: keysThat(true),
      removed: keysThat(false),
      since,
      till: page.length < changed.length ? last : Math.max(since, segment.till),
    };
  }
}
