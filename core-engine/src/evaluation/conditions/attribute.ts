import { fork, go, type Answer, type Branch, type Fork } from '../branch.js';
import type { State } from '../state.js';
import type { Subject } from '../subject.js';
import { boolean, joinedText, number } from '../values.js';

// The pairs of operator and type that make up most real rules, each fused with the reading of an attribute into one kind of
// branch. Every kind has its whole text to itself, the way on included: its machine code sees few shapes. The values that need
// no coercion are answered first.

export function attributeIsText(name: string, operand: string): Fork {
  return fork(isText, onIsText, name, operand, undefined);
}

function isText(branch: Branch<string>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text === branch.operand && text !== '';
}

function onIsText(branch: Branch<string>, subject: Subject, state: State): Answer {
  const next = isText(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeIsEitherText(name: string, one: string, other: string): Fork {
  return fork(isEitherText, onIsEitherText, name, one, other);
}

function isEitherText(branch: Branch<string, string>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return (text === branch.operand || text === branch.other) && text !== '';
}

function onIsEitherText(branch: Branch<string, string>, subject: Subject, state: State): Answer {
  const next = isEitherText(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeIsOneOfTexts(name: string, operands: ReadonlySet<unknown>): Fork {
  return fork(isOneOfTexts, onIsOneOfTexts, name, operands, undefined);
}

function isOneOfTexts(branch: Branch<ReadonlySet<unknown>>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' || value === undefined ? value : joinedText(value);
  return text !== undefined && text !== '' && branch.operand.has(text);
}

function onIsOneOfTexts(branch: Branch<ReadonlySet<unknown>>, subject: Subject, state: State): Answer {
  const next = isOneOfTexts(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeStartsWith(name: string, operand: string): Fork {
  return fork(startsWith, onStartsWith, name, operand, undefined);
}

function startsWith(branch: Branch<string>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.startsWith(branch.operand);
}

function onStartsWith(branch: Branch<string>, subject: Subject, state: State): Answer {
  const next = startsWith(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeEndsWith(name: string, operand: string): Fork {
  return fork(endsWith, onEndsWith, name, operand, undefined);
}

function endsWith(branch: Branch<string>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.endsWith(branch.operand);
}

function onEndsWith(branch: Branch<string>, subject: Subject, state: State): Answer {
  const next = endsWith(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeContains(name: string, operand: string): Fork {
  return fork(contains, onContains, name, operand, undefined);
}

function contains(branch: Branch<string>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const text = typeof value === 'string' ? value : joinedText(value);
  return text !== undefined && text !== '' && text.includes(branch.operand);
}

function onContains(branch: Branch<string>, subject: Subject, state: State): Answer {
  const next = contains(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

// A comparison with NaN is false: what cannot be read as a number answers as it must without a test of its own.

export function attributeEqualsNumber(name: string, operand: number): Fork {
  return fork(equalsNumber, onEqualsNumber, name, operand, undefined);
}

function equalsNumber(branch: Branch<number>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found === branch.operand;
}

function onEqualsNumber(branch: Branch<number>, subject: Subject, state: State): Answer {
  const next = equalsNumber(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeAtLeast(name: string, operand: number): Fork {
  return fork(atLeast, onAtLeast, name, operand, undefined);
}

function atLeast(branch: Branch<number>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= branch.operand && found !== Infinity;
}

function onAtLeast(branch: Branch<number>, subject: Subject, state: State): Answer {
  const next = atLeast(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeAtMost(name: string, operand: number): Fork {
  return fork(atMost, onAtMost, name, operand, undefined);
}

function atMost(branch: Branch<number>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found <= branch.operand && found !== -Infinity;
}

function onAtMost(branch: Branch<number>, subject: Subject, state: State): Answer {
  const next = atMost(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeBetween(name: string, low: number, high: number): Fork {
  return fork(between, onBetween, name, low, high);
}

function between(branch: Branch<number, number>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  const found = typeof value === 'number' ? value : (number(value) ?? NaN);
  return found >= branch.operand && found <= branch.other;
}

function onBetween(branch: Branch<number, number>, subject: Subject, state: State): Answer {
  const next = between(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}

export function attributeIsBoolean(name: string, operand: boolean): Fork {
  return fork(isBoolean, onIsBoolean, name, operand, undefined);
}

function isBoolean(branch: Branch<boolean>, subject: Subject): boolean {
  const value = subject.attributes[branch.name];
  return (typeof value === 'boolean' ? value : boolean(value)) === branch.operand;
}

function onIsBoolean(branch: Branch<boolean>, subject: Subject, state: State): Answer {
  const next = isBoolean(branch, subject) ? branch.yes : branch.no;
  return next[go] === undefined ? next : next[go](next, subject, state);
}
