import type { EvaluationContext } from '@openfeature/core';
import { contextFields, textFields } from '../context.js';
import { isPlain } from './plain-value.js';

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
  /** Fields of a user, then the others; then the key's name in what places are left. */
  private readonly names: Names;
  /** How many names a context has, the key's included. */
  private readonly count: number;
  /** How many of the names are fields. */
  private readonly fields: number;

  private constructor(fields: readonly string[], others: readonly string[]) {
    const names = [...fields, ...others];
    this.count = names.length + 1;
    this.fields = fields.length;
    while (names.length < MOST_NAMES) names.push(KEY);
    this.names = names as unknown as Names;
  }

  /** The form of a context; `undefined`: it has too many names, no key, or a field that is not the user's as it is. */
  static of(context: EvaluationContext): ContextForm | undefined {
    const names = Object.keys(context);
    const properties = names.filter((name) => name !== KEY && !contextFields.has(name));
    const fields = names.filter((name) => contextFields.has(name));
    const isKept = names.includes(KEY) && names.length <= MOST_NAMES && fields.every((name) => sameFields.has(name));
    return isKept ? new ContextForm(fields, properties) : undefined;
  }

  /** Whether a context has these names, text as its key, and nothing but texts, numbers, booleans and lists of properties. */
  fits(context: EvaluationContext): boolean {
    let count = 0;
    for (const _ in context) count += 1;
    if (count !== this.count || typeof context.targetingKey !== 'string') return false;
    const { names, fields } = this;
    // One piece of code for each name: the runtime then knows where each value is, and makes no object of a fraction.
    return (
      isPlain(context[names[0]], fields === 0) &&
      isPlain(context[names[1]], fields <= 1) &&
      isPlain(context[names[2]], fields <= 2) &&
      isPlain(context[names[3]], fields <= 3) &&
      isPlain(context[names[4]], fields <= 4) &&
      isPlain(context[names[5]], fields <= 5) &&
      isPlain(context[names[6]], fields <= 6) &&
      isPlain(context[names[7]], fields <= 7) &&
      isPlain(context[names[8]], fields <= 8) &&
      isPlain(context[names[9]], fields <= 9) &&
      isPlain(context[names[10]], fields <= 10) &&
      isPlain(context[names[11]], fields <= 11) &&
      isPlain(context[names[12]], fields <= 12) &&
      isPlain(context[names[13]], fields <= 13) &&
      isPlain(context[names[14]], fields <= 14) &&
      isPlain(context[names[15]], fields <= 15)
    );
  }
}
