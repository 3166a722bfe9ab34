import { fork, go, type Answer, type Branch, type Fork } from '../branch.js';
import type { SegmentCell } from '../cells.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';

/** The key is one text. */
export function keyIs(operand: string): Fork {
  return fork(isKey, onIsKey, '', operand, undefined);
}

function isKey(branch: Branch<string>, subject: Subject): boolean {
  return subject.key === branch.operand;
}

function onIsKey(branch: Branch<string>, subject: Subject, state: State): Answer {
  const next = isKey(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

/** The key is one of many texts. */
export function keyIsOneOf(operands: ReadonlySet<unknown>): Fork {
  return fork(isOneOfKeys, onIsOneOfKeys, '', operands, undefined);
}

function isOneOfKeys(branch: Branch<ReadonlySet<unknown>>, subject: Subject): boolean {
  return branch.operand.has(subject.key);
}

function onIsOneOfKeys(branch: Branch<ReadonlySet<unknown>>, subject: Subject, state: State): Answer {
  const next = isOneOfKeys(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

/** The key is a member of a segment. */
export function keyIsMember(cell: SegmentCell): Fork {
  return fork(isMemberKey, onIsMemberKey, '', cell, undefined);
}

function isMemberKey(branch: Branch<SegmentCell>, subject: Subject): boolean {
  const { keys } = branch.operand;
  return keys !== undefined && keys.has(subject.key);
}

function onIsMemberKey(branch: Branch<SegmentCell>, subject: Subject, state: State): Answer {
  const next = isMemberKey(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}
