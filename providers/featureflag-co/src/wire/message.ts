import { isRaw } from '@polyflag/core-engine';
import { decodeFlag, type FlagRecord } from './flag.js';
import { show } from './read.js';
import { decodeSegment, type SegmentRecord } from './segment.js';

/** A flag or a segment, or that it is archived: then only its id and time are kept (spec §4.5). */
export interface Item<T> {
  readonly id: string;
  /** When it was changed last, in epoch milliseconds; its version. */
  readonly timestamp: number;
  /** `undefined`: archived. */
  readonly record: T | undefined;
}

/** The content of a data-sync message (spec §4.3). */
export interface DataSync {
  readonly eventType: 'full' | 'patch';
  readonly flags: readonly Item<FlagRecord>[];
  readonly segments: readonly Item<SegmentRecord>[];
  /** The latest timestamp of all items; 0 without any. */
  readonly version: number;
  /** What cannot be used, a sentence each. */
  readonly problems: readonly string[];
}

/** What a message of the server's is. */
export type Received =
  | { readonly kind: 'data'; readonly data: DataSync }
  | { readonly kind: 'pong' }
  /** Neither of these; `why` says what it lacks. */
  | { readonly kind: 'ignored'; readonly why: string };

/**
 * Looks at a message, parsed (spec §4.4). An item without an id, a timestamp or a word on being archived is left out and named;
 * the others count (D14). Never throws.
 */
export function decodeMessage(message: unknown): Received {
  if (!isRaw(message)) return ignored('it is not an object');
  const { messageType, data } = message;
  if (messageType === 'pong') return { kind: 'pong' };
  if (messageType !== 'data-sync') return ignored('its messageType is unknown');
  if (!isRaw(data)) return ignored('its data is not an object');
  const { eventType } = data;
  if (eventType !== 'full' && eventType !== 'patch') return ignored('its eventType is unknown');
  const flags = listIn(data.featureFlags);
  const segments = listIn(data.segments);
  if (flags === undefined) return ignored('its featureFlags are not a list');
  if (segments === undefined) return ignored('its segments are not a list');
  return { kind: 'data', data: decodeData(eventType, flags, segments) };
}

/** Whatever has nothing in it is an empty list (spec §4.4); `undefined`: no list. */
function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  const isEmpty = isRaw(value) ? Object.keys(value).length === 0 : (value ?? '') === '';
  return isEmpty ? [] : undefined;
}

function decodeData(eventType: 'full' | 'patch', flags: readonly unknown[], segments: readonly unknown[]): DataSync {
  const problems: string[] = [];
  const decoded = {
    flags: decodeItems(flags, 'flag', decodeFlag, problems),
    segments: decodeItems(segments, 'segment', decodeSegment, problems),
  };
  let version = 0;
  for (const { timestamp } of decoded.flags) version = Math.max(version, timestamp);
  for (const { timestamp } of decoded.segments) version = Math.max(version, timestamp);
  return { eventType, flags: decoded.flags, segments: decoded.segments, version, problems };
}

function decodeItems<T extends object>(
  list: readonly unknown[],
  what: string,
  decode: (raw: Readonly<Record<string, unknown>>, id: string, timestamp: number) => T,
  problems: string[],
): readonly Item<T>[] {
  const items: Item<T>[] = [];
  for (const entry of list) {
    const raw = isRaw(entry) ? entry : {};
    const { id, timestamp, isArchived } = raw;
    if (typeof id !== 'string' || id === '') {
      problems.push(`a ${what} without an id is left out`);
    } else if (typeof timestamp !== 'number' || !Number.isFinite(timestamp)) {
      problems.push(`${what} ${show(id)} is left out: it has no timestamp`);
    } else if (isArchived === undefined || (isArchived !== null && typeof isArchived !== 'boolean')) {
      problems.push(`${what} ${show(id)} is left out: it does not say whether it is archived`);
    } else {
      const record = isArchived === true ? undefined : decode(raw, id, timestamp);
      if (record !== undefined && 'unusable' in record) {
        problems.push(`${what} ${show(id)} cannot be evaluated: ${String(record.unusable)}`);
      }
      items.push({ id, timestamp, record });
    }
  }
  return items;
}

function ignored(why: string): Received {
  return { kind: 'ignored', why };
}
