import { fork, type Fork } from '../branch.js';
import type { SegmentCell } from '../cells.js';
import { FIRST, NO, YES, type Answer, type Code, type Follow, type Way } from '../code.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';

/** The key is one text. */
export function keyIs(operand: string): Fork {
  return fork(isKey, onIsKey, operand);
}

function isKey(code: Code, at: number, subject: Subject): boolean {
  return subject.key === code[at + FIRST];
}

function onIsKey(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isKey(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

/** The key is one of many texts. */
export function keyIsOneOf(operands: ReadonlySet<unknown>): Fork {
  return fork(isOneOfKeys, onIsOneOfKeys, operands);
}

function isOneOfKeys(code: Code, at: number, subject: Subject): boolean {
  return (code[at + FIRST] as ReadonlySet<unknown>).has(subject.key);
}

function onIsOneOfKeys(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isOneOfKeys(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}

/** The key is a member of a segment. */
export function keyIsMember(cell: SegmentCell): Fork {
  return fork(isMemberKey, onIsMemberKey, cell);
}

function isMemberKey(code: Code, at: number, subject: Subject): boolean {
  const { keys } = code[at + FIRST] as SegmentCell;
  return keys !== undefined && keys.has(subject.key);
}

function onIsMemberKey(code: Code, at: number, subject: Subject, state: State): Answer {
  const way = code[at + (isMemberKey(code, at, subject) ? YES : NO)] as Way;
  return typeof way === 'number' ? (code[way] as Follow)(code, way, subject, state) : way;
}
