import { isRaw, type StreamEvent } from '@polyflag/core-engine';
import { isChangeNumber } from '../../wire/changes.js';
import type { Compression, InlinePayload } from './inline.js';

/** What a frame of the stream says (spec §5.3). */
export type Notification = Update | Kill | SegmentUpdate | Control | Occupancy | AblyError | Ignored | Malformed;

/** Definitions changed; the one that did may have come along. */
export interface Update {
  readonly kind: 'update';
  readonly half: 'flags' | 'ruleBasedSegments';
  readonly changeNumber: number;
  readonly inline: InlinePayload | undefined;
}

export interface Kill {
  readonly kind: 'kill';
  readonly changeNumber: number;
  readonly flag: string;
  readonly defaultTreatment: string;
}

export interface SegmentUpdate {
  readonly kind: 'segment';
  readonly changeNumber: number;
  readonly segment: string;
}

export interface Control {
  readonly kind: 'control';
  readonly control: 'paused' | 'resumed' | 'disabled' | 'reset';
  readonly channel: string;
  readonly timestamp: number;
}

export interface Occupancy {
  readonly kind: 'occupancy';
  readonly channel: string;
  readonly timestamp: number;
  readonly publishers: number;
}

/** The stream's own error. */
export interface AblyError {
  readonly kind: 'error';
  /** Absent: it names none. */
  readonly code: number | undefined;
}

/** Nothing that concerns a server. */
export interface Ignored {
  readonly kind: 'ignored';
}

export interface Malformed {
  readonly kind: 'malformed';
  /** One sentence; it quotes nothing. */
  readonly problem: string;
}

type Json = Readonly<Record<string, unknown>>;

const IGNORED: Ignored = { kind: 'ignored' };

/** Both names of "resumed" are in use (spec §5.6). */
const CONTROLS: ReadonlyMap<unknown, Control['control']> = new Map<unknown, Control['control']>([
  ['STREAMING_PAUSED', 'paused'],
  ['STREAMING_RESUMED', 'resumed'],
  ['STREAMING_ENABLED', 'resumed'],
  ['STREAMING_DISABLED', 'disabled'],
  ['STREAMING_RESET', 'reset'],
]);

/** By the figure in `c` (spec §5.4). */
const COMPRESSIONS: readonly Compression[] = ['none', 'gzip', 'zlib'];

/** What stands before the name of a channel whose publishers are counted. */
const COUNTED = '[?occupancy=metrics.publishers]';

/** Reads a frame. Pure. */
export function readNotification({ type, data }: StreamEvent): Notification {
  if (data === '') return IGNORED;
  const outer = parse(data);
  if (type === 'error') return { kind: 'error', code: typeof outer?.code === 'number' ? outer.code : undefined };
  if (outer === undefined) return malformed('it is not JSON');
  if (outer.data === undefined || outer.data === null) return IGNORED;
  const inner = typeof outer.data === 'string' ? parse(outer.data) : undefined;
  if (inner === undefined) return malformed('its data is not JSON');
  if (outer.name === '[meta]occupancy') return readOccupancy(outer, inner);
  switch (inner.type) {
    case 'SPLIT_UPDATE':
      return readUpdate('flags', inner);
    case 'RB_SEGMENT_UPDATE':
      return readUpdate('ruleBasedSegments', inner);
    case 'SPLIT_KILL':
      return readKill(inner);
    case 'SEGMENT_UPDATE':
      return readSegmentUpdate(inner);
    case 'CONTROL':
      return readControl(outer, inner);
    default:
      return IGNORED;
  }
}

function readUpdate(half: Update['half'], inner: Json): Notification {
  const { changeNumber, pcn: previous, c, d: data } = inner;
  if (!isChangeNumber(changeNumber)) return malformed('its changeNumber is none');
  const compression = typeof c === 'number' ? COMPRESSIONS[c] : undefined;
  const inline =
    typeof data === 'string' && compression !== undefined && isChangeNumber(previous)
      ? { previous, compression, data }
      : undefined;
  return { kind: 'update', half, changeNumber, inline };
}

function readKill({ changeNumber, splitName: flag, defaultTreatment }: Json): Notification {
  if (!isChangeNumber(changeNumber)) return malformed('its changeNumber is none');
  if (typeof flag !== 'string' || typeof defaultTreatment !== 'string') {
    // What is to be killed is not known, but that there is something new is.
    return { kind: 'update', half: 'flags', changeNumber, inline: undefined };
  }
  return { kind: 'kill', changeNumber, flag, defaultTreatment };
}

function readSegmentUpdate({ changeNumber, segmentName: segment }: Json): Notification {
  if (!isChangeNumber(changeNumber)) return malformed('its changeNumber is none');
  return typeof segment === 'string' ? { kind: 'segment', changeNumber, segment } : malformed('it names no segment');
}

function readControl(outer: Json, { controlType }: Json): Notification {
  const control = CONTROLS.get(controlType);
  if (control === undefined) return IGNORED;
  return { kind: 'control', control, channel: channelOf(outer), timestamp: timestampOf(outer) };
}

function readOccupancy(outer: Json, { metrics }: Json): Notification {
  const publishers = isRaw(metrics) ? metrics.publishers : undefined;
  if (typeof publishers !== 'number') return malformed('it counts no publishers');
  return { kind: 'occupancy', channel: channelOf(outer), timestamp: timestampOf(outer), publishers };
}

function channelOf({ channel }: Json): string {
  if (typeof channel !== 'string') return '';
  return channel.startsWith(COUNTED) ? channel.slice(COUNTED.length) : channel;
}

function timestampOf({ timestamp }: Json): number {
  return typeof timestamp === 'number' ? timestamp : 0;
}

function parse(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isRaw(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function malformed(problem: string): Malformed {
  return { kind: 'malformed', problem: `a notification cannot be used: ${problem}` };
}
