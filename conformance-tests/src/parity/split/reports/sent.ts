import type { SplitEmulator } from '@polyflag/emulators';

type Row = Readonly<Record<string, unknown>>;

/** What an SDK has posted, without the times that no two SDKs have in common. */
export interface Sent {
  /** By flag, in the order in which they were made (spec §6.1). */
  readonly impressions: readonly { readonly f: string; readonly i: readonly Row[] }[];
  readonly counts: readonly Row[];
  readonly uniqueKeys: readonly { readonly f: string; readonly ks: readonly string[] }[];
  readonly events: readonly Row[];
}

/** Reads what has arrived. Only times become a word: that there is one, and of which kind, stays. */
export function sentTo(emulator: SplitEmulator): Sent {
  const bodies = <T>(path: string): T[] =>
    emulator.requests.filter((request) => request.path === path).map(({ body }) => body as T);
  return {
    impressions: byFlag(
      together(bodies<Sent['impressions']>('/testImpressions/bulk').flat()).map(({ f, i }) => ({
        f,
        i: i.map((row) => timed(timed(row, 'm', time), 'pt', time)),
      })),
    ),
    counts: byFlag(
      bodies<{ pf: { f: string }[] }>('/testImpressions/count')
        .flatMap(({ pf }) => pf)
        .map((row) => ({ ...timed(row, 'm', hour), f: row.f })),
    ),
    uniqueKeys: byFlag(
      bodies<{ keys: Sent['uniqueKeys'] }>('/v1/keys/ss')
        .flatMap(({ keys }) => keys)
        // They are a set.
        .map(({ ks, ...rest }) => ({ ...rest, ks: ks.toSorted() })),
    ),
    events: bodies<Row[]>('/events/bulk')
      .flat()
      .map((row) => timed(row, 'timestamp', time)),
  };
}

/** How many go into one body is not compared. */
function together(groups: Sent['impressions']): Sent['impressions'] {
  const names = new Set(groups.map(({ f }) => f));
  return Array.from(names, (name) => ({ f: name, i: groups.filter(({ f }) => f === name).flatMap(({ i }) => i) }));
}

/** Flags come in any order (spec §6.1, §6.3). */
function byFlag<T extends { readonly f: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, other) => (one.f < other.f ? -1 : 1));
}

function timed(row: Row, name: string, read: (value: unknown) => unknown): Row {
  return name in row ? { ...row, [name]: read(row[name]) } : row;
}

/** Nothing here was made before the year 2025. */
const EARLIEST = Date.UTC(2025, 0, 1);
const HOUR = 3_600_000;

function time(value: unknown): unknown {
  const isTime = typeof value === 'number' && value > EARLIEST && value <= Date.now();
  return isTime ? 'a time' : value;
}

function hour(value: unknown): unknown {
  return time(value) === 'a time' && (value as number) % HOUR === 0 ? 'an hour' : value;
}
