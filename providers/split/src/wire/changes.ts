import { isRaw } from '@polyflag/core-engine';

/** One answer of `splitChanges` (spec §1.1), in whichever of its two shapes it came. */
export interface ChangesPage {
  readonly flags: ChangeList;
  readonly ruleBasedSegments: ChangeList;
}

/** One half of it. */
export interface ChangeList {
  /** The change number that was asked from, as the other side understood it. */
  readonly since: number;
  /** The change number that is reached. */
  readonly till: number;
  readonly definitions: readonly unknown[];
}

/** One answer of `segmentChanges` (spec §1.4). */
export interface SegmentPage {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly till: number;
}

/** What is wrong with an answer, as the end of a sentence. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly problem: string;
}

/** The half that an answer does not have: nothing has changed in it. */
const ABSENT: ChangeList = { since: -1, till: -1, definitions: [] };

/** Reads `splitChanges`. What its definitions are like is for `decode.ts`: a bad one never spoils the others. */
export function readChanges(body: unknown): ChangesPage | Unreadable {
  if (!isRaw(body)) return unreadable('it is no object');
  if (body.splits !== undefined && body.splits !== null) {
    const flags = readList({ s: body.since, t: body.till, d: body.splits }, 'splits');
    return isUnreadable(flags) ? flags : { flags, ruleBasedSegments: ABSENT };
  }
  const flags = readList(body.ff, 'ff');
  if (isUnreadable(flags)) return flags;
  const absent = body.rbs === undefined || body.rbs === null;
  const ruleBasedSegments = absent ? ABSENT : readList(body.rbs, 'rbs');
  return isUnreadable(ruleBasedSegments) ? ruleBasedSegments : { flags, ruleBasedSegments };
}

/** Reads `segmentChanges`. A key that is no text is nobody's key. */
export function readSegmentPage(body: unknown): SegmentPage | Unreadable {
  if (!isRaw(body)) return unreadable('it is no object');
  const { added, removed, till } = body;
  if (!isChangeNumber(till)) return unreadable('till is no change number');
  if (!isListOrAbsent(added) || !isListOrAbsent(removed)) return unreadable('added or removed is no list');
  return { added: texts(added), removed: texts(removed), till };
}

export function isUnreadable(value: object): value is Unreadable {
  return 'kind' in value && value.kind === 'unreadable';
}

/** Any larger one would shut out every true one that follows. */
export function isChangeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function readList(half: unknown, name: string): ChangeList | Unreadable {
  if (!isRaw(half)) return unreadable(`${name} is no object`);
  const { s, t, d } = half;
  if (!isChangeNumber(t)) return unreadable(`the till of ${name} is no change number`);
  if (!isListOrAbsent(d)) return unreadable(`the definitions of ${name} are no list`);
  return { since: isChangeNumber(s) ? s : -1, till: t, definitions: d ?? [] };
}

function isListOrAbsent(value: unknown): value is readonly unknown[] | null | undefined {
  return value === undefined || value === null || Array.isArray(value);
}

function texts(values: readonly unknown[] | null | undefined): readonly string[] {
  return (values ?? []).filter((value) => typeof value === 'string');
}

function unreadable(problem: string): Unreadable {
  return { kind: 'unreadable', problem };
}
