import type { HackleEmulator } from '@polyflag/emulators';

export type Row = Readonly<Record<string, unknown>>;

/** What an SDK has posted, without the ids and times that no two SDKs have in common. */
export interface Sent {
  readonly exposures: readonly Row[];
  readonly tracks: readonly Row[];
  readonly remoteConfigs: readonly Row[];
}

/** Reads what has arrived, each list in its order. */
export function sentTo({ exposures, tracks, remoteConfigEvents }: HackleEmulator): Sent {
  const ids = new Set<unknown>();
  const rows = (events: readonly object[]): Row[] => events.map((event) => named(event as Row, ids));
  return { exposures: rows(exposures), tracks: rows(tracks), remoteConfigs: rows(remoteConfigEvents) };
}

/** A random UUID (spec §1.6). */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Nothing here was made before the year 2025. */
const EARLIEST = Date.UTC(2025, 0, 1);

/** Ids and times become words: that there is one, and of which kind, stays. */
function named(event: Row, ids: Set<unknown>): Row {
  const { insertId, timestamp } = event;
  const isNew = !ids.has(insertId);
  ids.add(insertId);
  const isTime = Number.isSafeInteger(timestamp) && (timestamp as number) > EARLIEST;
  return {
    ...event,
    insertId: typeof insertId === 'string' && UUID.test(insertId) && isNew ? 'an id of its own' : insertId,
    timestamp: isTime && (timestamp as number) <= Date.now() ? 'a time' : timestamp,
  };
}
