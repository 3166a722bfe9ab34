import { cellsAskedBy, knownName, type FlagCell, type FlagSet, type Json } from '@polyflag/core-engine';
import type { FlagRecord, Segment, Target, TargetCondition } from '../wire/workspace.js';

/** What a definition asks of the properties of a user: its own conditions, and the segments and experiments they lead to. */
export interface AskedProperties {
  /** Whether it asks for any. */
  readonly some: boolean;
  /** The one that it asks for, if it asks for no other. */
  readonly only: string | undefined;
  /**
   * Those of which a value that is out of order (spec §6.3) could be answered otherwise than one that is left out; the
   * conditions on all others cannot tell the two.
   */
  readonly delicate: readonly string[];
}

export function propertiesAskedBy(set: FlagSet, cell: FlagCell): AskedProperties {
  const names = new Set<string>();
  const delicate = new Set<string>();
  const note = (targets: readonly Target[]): void => {
    for (const condition of targets.flat()) {
      if (condition.type !== 'USER_PROPERTY') continue;
      names.add(condition.name);
      if (isDelicate(condition)) delicate.add(condition.name);
    }
  };
  for (const { wire } of cellsAskedBy(set.table, cell)) note(targetsOf(wire as FlagRecord | Segment));
  const [first] = names;
  const only = first === undefined || names.size > 1 ? undefined : knownName(first);
  return { some: names.size > 0, only, delicate: [...delicate] };
}

function targetsOf(record: FlagRecord | Segment): readonly Target[] {
  if (!('type' in record)) return record.targets;
  if (record.type === 'REMOTE_CONFIG') return record.parameter.rules.map(({ target }) => target);
  const { segmentOverrides, rules, audiences } = record.experiment;
  return [...segmentOverrides, ...rules].map(({ target }) => target).concat(audiences);
}

/** The limits of spec §6.3. */
const LONGEST_TEXT = 1024;
const LONGEST_NAME = 128;

/** What properties that are out of order may look like as text: numbers that are not finite, booleans in a list. */
const texts: ReadonlySet<Json> = new Set(['NaN', 'Infinity', '-Infinity', 'true', 'false', true, false]);

/**
 * What is left out is text that is too long, a number that is not finite, what is none of text, number, boolean and list, and
 * elements of a list that are neither text nor finite numbers.
 */
function isDelicate({ name, operator, valueType, values }: TargetCondition): boolean {
  if (name === '' || name.length > LONGEST_NAME || operator === 'EXISTS') return true;
  // Nothing of that is a number, nor does longer text count as one.
  if (valueType === 'NUMBER') return false;
  if (operator !== 'IN' || valueType === 'BOOLEAN' || valueType === 'VERSION') return true;
  return values.some((value) => texts.has(value) || (typeof value === 'string' && value.length > LONGEST_TEXT));
}
