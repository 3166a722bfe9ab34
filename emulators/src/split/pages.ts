import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import { refused, type Reply } from '../http/reply.js';
import type { ChangeList, Changes, Wanted } from './change-list.js';
import type { Segments } from './segments.js';

/** The versions of the flag definitions that can be asked for. `1.0` is what is meant where none is named. */
export const allSpecs: readonly FlagSpec[] = ['1.0', '1.1', '1.2', '1.3'];

export type FlagSpec = '1.0' | '1.1' | '1.2' | '1.3';

type Query = Readonly<Record<string, string>>;

/** How much there is in one answer, and in which form. */
export interface PageSettings {
  /** The most definitions, or keys of a segment, in one answer. */
  readonly pageSize: number;
  /** Which versions of the flag definitions are known: others are answered 400. */
  readonly specs: readonly FlagSpec[];
}

/** Answers `splitChanges` (spec §4.1, §1.1). `till` makes an address new and asks for nothing. */
export function splitChanges(
  query: Query,
  flags: ChangeList<FlagWire>,
  ruleBasedSegments: ChangeList<RuleBasedSegmentWire>,
  { pageSize, specs }: PageSettings,
): Reply {
  const spec = specs.find((known) => known === (query.s ?? '1.0'));
  if (spec === undefined) return refused(400, `the flag spec ${query.s ?? '1.0'} is not supported`);
  const since = changeNumberOf(query.since);
  const rbSince = changeNumberOf(query.rbSince);
  if (since === undefined || rbSince === undefined) return refused(400, 'since and rbSince are whole numbers');
  const changes = flags.since(since, wantedBy(query), pageSize);
  if (spec !== '1.3') {
    return { status: 200, body: { splits: changes.definitions, since: changes.since, till: changes.till } };
  }
  const rules = ruleBasedSegments.since(rbSince, () => true, pageSize);
  return { status: 200, body: { ff: half(changes), rbs: half(rules) } };
}

/** Answers `segmentChanges/<name>` (spec §1.4). */
export function segmentChanges(name: string, query: Query, segments: Segments, { pageSize }: PageSettings): Reply {
  const since = changeNumberOf(query.since);
  if (since === undefined) return refused(400, 'since is a whole number');
  const body = segments.since(name, since, pageSize);
  return body === undefined ? refused(404, 'there is no such segment') : { status: 200, body };
}

function half<T>({ since, till, definitions }: Changes<T>): { s: number; t: number; d: readonly T[] } {
  return { s: since, t: till, d: definitions };
}

function changeNumberOf(text = '-1'): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * Sets come first: who names some is not asked for names and prefixes. A flag that has left a set is still told to those
 * who asked for that set: they have to remove it.
 */
function wantedBy({ sets, names, prefixes }: Query): Wanted {
  if (sets !== undefined) {
    const list = sets.split(',');
    return (_, had) => list.some((set) => had.has(set));
  }
  if (names === undefined && prefixes === undefined) return () => true;
  const exact = new Set(names?.split(','));
  const starts = prefixes?.split(',') ?? [];
  return (name) => exact.has(name) || starts.some((prefix) => name.startsWith(prefix));
}
