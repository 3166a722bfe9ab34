import type { EvaluationContext } from '@openfeature/core';
import { fieldsByName, textFields } from '../context.js';

type TextField = (typeof textFields)[number];

/** The fields of a user that are text, all of them always there: read as own properties, without an object for each user. */
export type TextFields = Record<TextField, string | undefined>;

const isTextField: ReadonlySet<string> = new Set(textFields);

/**
 * Takes the user of a context apart without building him, where that is simple: loose members that are texts, numbers,
 * booleans and lists of those, and fields of a user under the vendor's own names. The loose members are the context's own then.
 */
export class PlainContext {
  readonly fields = Object.fromEntries(textFields.map((field) => [field, undefined])) as TextFields;
  /** The fields that were set for the last context, apart from the user id. */
  private readonly set: TextField[] = [];

  /** Takes a context. @returns whether it is that simple; if not, nothing of it counts */
  take(context: EvaluationContext): boolean {
    this.clear();
    let key: unknown;
    for (const name in context) {
      const value: unknown = context[name];
      if (name === 'targetingKey') {
        if (value !== undefined && value !== null && typeof value !== 'string') return false;
        key = value;
      } else if (!fieldsByName.has(name)) {
        if (!isSimple(value)) return false;
      } else if (!this.takeField(name, value)) {
        return false;
      }
    }
    if (this.fields.user_id === undefined && typeof key === 'string' && key.trim() !== '') this.fields.user_id = key;
    return true;
  }

  clear(): void {
    this.fields.user_id = undefined;
    for (let name = this.set.pop(); name !== undefined; name = this.set.pop()) this.fields[name] = undefined;
  }

  private takeField(name: string, value: unknown): boolean {
    if (value === undefined || value === null) return true;
    if (typeof value !== 'string' || !isTextField.has(name)) return false;
    this.fields[name as TextField] = value;
    if (name !== 'user_id') this.set.push(name as TextField);
    return true;
  }
}

function isSimple(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return true;
    case 'object':
      return value === null || (Array.isArray(value) && value.every(isPrimitive));
    default:
      return false;
  }
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
