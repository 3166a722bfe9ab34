import type { EvaluationContext } from '@openfeature/core';
import { fieldsByName, textFields } from '../context.js';
import { ContextForm } from './context-form.js';
import { isPlainList, isPrimitive } from './plain-value.js';

type TextField = (typeof textFields)[number];

/** The fields of a user that are text, all of them always there: read as own properties, without an object for each user. */
export type TextFields = Record<TextField, string | undefined>;

const isTextField: ReadonlySet<string> = new Set(textFields);

/** After so many contexts in a row that have another form, theirs is expected. */
const OTHERS_IN_A_ROW = 64;

/**
 * Takes the user of a context apart without building him, where that is simple: loose members that are texts, numbers,
 * booleans and lists of those, and fields of a user under the vendor's own names. The loose members are the context's own then.
 */
export class PlainContext {
  /** His id, and what of the other fields was taken from the last context. */
  readonly fields = Object.fromEntries(textFields.map((field) => [field, undefined])) as TextFields;
  /** Whether the last context has the other fields as he does, so that none was taken. */
  isWhole = false;
  /** The fields that were set for the last context, apart from the user id. */
  private readonly set: TextField[] = [];
  private form: ContextForm | undefined;
  private others = 0;

  /** Takes a context. @returns whether it is that simple; if not, nothing of it counts */
  take(context: EvaluationContext): boolean {
    return this.form?.fits(context) === true ? this.takeWhole(context) : this.takeApart(context);
  }

  clear(): void {
    this.fields.user_id = undefined;
    if (!this.isWhole) this.clearFields();
  }

  private takeWhole(context: EvaluationContext): boolean {
    const key = context.targetingKey as string;
    this.others = 0;
    this.fields.user_id = isBlank(key) ? undefined : key;
    this.isWhole = true;
    return true;
  }

  private takeApart(context: EvaluationContext): boolean {
    this.isWhole = false;
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
    if (this.fields.user_id === undefined && typeof key === 'string' && !isBlank(key)) this.fields.user_id = key;
    this.others += 1;
    if (this.form === undefined || this.others === OTHERS_IN_A_ROW) this.expect(context);
    return true;
  }

  private expect(context: EvaluationContext): void {
    this.form = ContextForm.of(context) ?? this.form;
    this.others = 0;
  }

  private takeField(name: string, value: unknown): boolean {
    if (value === undefined || value === null) return true;
    if (typeof value !== 'string' || !isTextField.has(name)) return false;
    this.fields[name as TextField] = value;
    if (name !== 'user_id') this.set.push(name as TextField);
    return true;
  }

  private clearFields(): void {
    for (let name = this.set.pop(); name !== undefined; name = this.set.pop()) this.fields[name] = undefined;
  }
}

function isSimple(value: unknown): boolean {
  return value === undefined || value === null || isPrimitive(value) || isPlainList(value);
}

/** Whether a text is nothing but white space. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}
