import { FIRST, SECOND, THIRD, type Code } from '../code.js';
import type { Test, ValueSource } from '../program.js';
import { inheritedName } from '../sources.js';
import type { Subject } from '../subject.js';

// Where the branch of a test with a JSON type has its parts.
export const NAME = FIRST;
export const OPERAND = SECOND;
export const TABLE = THIRD;

type Table = 'attributes' | 'identifiers' | 'extra';

const tables: Readonly<Partial<Record<ValueSource['from'], Table>>> = {
  attribute: 'attributes',
  identifier: 'identifiers',
  extra: 'extra',
};

/** A name in one of the tables of a subject. */
export interface JsonSource {
  readonly name: string;
  readonly table: Table;
}

/** What a test reads; `undefined`: no table, or a name that may be inherited. */
export function jsonSource(of: Test['of']): JsonSource | undefined {
  const table = tables[of.from];
  return table === undefined || !('name' in of) || inheritedName(of.name) ? undefined : { name: of.name, table };
}

/** What stands under the name in another table than the attributes. */
export function valueElsewhere(code: Code, at: number, subject: Subject): unknown {
  const name = code[at + NAME] as string;
  return code[at + TABLE] === 'identifiers' ? subject.identifiers[name] : subject.extra[name];
}
