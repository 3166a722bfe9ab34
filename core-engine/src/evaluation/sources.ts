import type { FlagCell } from './cells.js';
import type { Json, ValueSource } from './program.js';
import { ProgramError } from './program-error.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** Gives a source's value; `undefined` where there is none. */
export type Read = (subject: Subject, state: State) => unknown;

/** What a source may need of the set. */
export interface SourceScope {
  flagCell(key: string): FlagCell;
}

/**
 * Names that a plain object inherits. They are looked up with an own-property check; every other name is read straight,
 * which is the same for a plain object and several times faster.
 */
export function inheritedName(name: string): boolean {
  return name in Object.prototype;
}

/** An own property of a table, whatever its name. */
export function ownValue(table: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Compiles a source. */
export function readOf(source: ValueSource, scope: SourceScope): Read {
  switch (source.from) {
    case 'key':
      return readKey;
    case 'bucketing-key':
      return readBucketingKey;
    case 'identifier':
      return inheritedName(source.name) ? readOwnIdentifier(source.name) : readIdentifier(source.name);
    case 'attribute':
      return inheritedName(source.name) ? readOwnAttribute(source.name) : readAttribute(source.name);
    case 'extra':
      return inheritedName(source.name) ? readOwnExtra(source.name) : readExtra(source.name);
    case 'path':
      return readPath(source.path);
    case 'result':
      return readResult(scope.flagCell(source.flag), source.path);
    case 'constant':
      return readConstant(source.value);
    default:
      throw new ProgramError(`the source "${String((source as { from: unknown }).from)}" is unknown`);
  }
}

/** Follows a path through objects and lists by own properties; `undefined` where it ends early. */
function follow(start: unknown, path: readonly string[]): unknown {
  let value = start;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || step === '' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value ?? undefined;
}

const readKey: Read = (subject) => subject.key;
const readBucketingKey: Read = (subject) => subject.bucketingKey;

function readAttribute(name: string): Read {
  return (subject) => subject.attributes[name];
}

function readOwnAttribute(name: string): Read {
  return (subject) => ownValue(subject.attributes, name);
}

function readIdentifier(name: string): Read {
  return (subject) => subject.identifiers[name];
}

function readOwnIdentifier(name: string): Read {
  return (subject) => ownValue(subject.identifiers, name);
}

function readExtra(name: string): Read {
  return (subject) => subject.extra[name];
}

function readOwnExtra(name: string): Read {
  return (subject) => ownValue(subject.extra, name);
}

function readPath(path: readonly string[]): Read {
  return (subject) => follow(subject.root, path);
}

function readResult(cell: FlagCell, path: readonly string[]): Read {
  return (_subject, state) => follow(state.resultOf(cell)?.outcome, path);
}

function readConstant(value: Json): Read {
  return () => value;
}
