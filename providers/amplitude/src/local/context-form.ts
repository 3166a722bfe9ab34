import type { EvaluationContext } from '@openfeature/core';
import { contextFields, textFields } from '../context.js';
import { isPlainList, isPrimitive } from './plain-value.js';

type Eight = readonly [string, string, string, string, string, string, string, string];

/** So many names, that each may have a piece of code to itself. */
type Names = readonly [...Eight, ...Eight];

const MOST_NAMES: Names['length'] = 16;
const KEY = 'targetingKey';

/** The fields of a user that a context has as the user does: he is read from it where he is asked for. */
const sameFields: ReadonlySet<string> = new Set(textFields.filter((field) => field !== 'user_id'));

/**
 * The names that contexts of one place in an application have in common. What each of them is to a user is found out once;
 * the next context only has to have the same names, and values that need no look.
 */
export class ContextForm {
  /** Those of texts, numbers and booleans; then the key's name in what places are left. */
  private readonly names: Names;
  /** Those of properties that are lists. */
  private readonly lists: readonly string[];
  /** How many names a context has, the key's included. */
  private readonly count: number;

  private constructor(count: number, names: readonly string[], lists: readonly string[]) {
    const key = Array.from({ length: MOST_NAMES - names.length }, () => KEY);
    this.names = [...names, ...key] as readonly string[] as Names;
    this.lists = lists;
    this.count = count;
  }

  /** The form of a context; `undefined`: it has too many names, no key, or a field that is not the user's as it is. */
  static of(context: EvaluationContext): ContextForm | undefined {
    const all = Object.keys(context);
    const lists = all.filter((name) => Array.isArray(context[name]));
    const names = all.filter((name) => name !== KEY && !lists.includes(name));
    const isKept =
      names.length + lists.length === all.length - 1 &&
      names.length <= MOST_NAMES &&
      all.every((name) => sameFields.has(name) || !contextFields.has(name));
    return isKept ? new ContextForm(all.length, names, lists) : undefined;
  }

  /** Whether a context has these names, a text as its key, and under each of the others what a user may have there. */
  fits(context: EvaluationContext): boolean {
    let count = 0;
    for (const _ in context) count += 1;
    if (count !== this.count || typeof context.targetingKey !== 'string') return false;
    const { names, lists } = this;
    // One piece of code for each name: the runtime then knows where each value is, and makes no object of a fraction.
    const hold =
      isPrimitive(context[names[0]]) &&
      isPrimitive(context[names[1]]) &&
      isPrimitive(context[names[2]]) &&
      isPrimitive(context[names[3]]) &&
      isPrimitive(context[names[4]]) &&
      isPrimitive(context[names[5]]) &&
      isPrimitive(context[names[6]]) &&
      isPrimitive(context[names[7]]) &&
      isPrimitive(context[names[8]]) &&
      isPrimitive(context[names[9]]) &&
      isPrimitive(context[names[10]]) &&
      isPrimitive(context[names[11]]) &&
      isPrimitive(context[names[12]]) &&
      isPrimitive(context[names[13]]) &&
      isPrimitive(context[names[14]]) &&
      isPrimitive(context[names[15]]);
    if (!hold) return false;
    for (const name of lists) if (!isPlainList(context[name])) return false;
    return true;
  }
}
