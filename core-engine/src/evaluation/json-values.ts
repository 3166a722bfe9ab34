// Types that compare everything as text: what is no text counts as its compact JSON. `values.ts` names them.

/** Strings as they are, numbers and booleans as text, lists and objects as compact JSON; `undefined` for null and the rest. */
export function jsonText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? undefined : compactJson(value);
    default:
      return undefined;
  }
}

/** The same, with the words true and false in lower case. */
export function jsonWord(value: unknown): string | undefined {
  const text = jsonText(value);
  return text === undefined ? undefined : word(text);
}

/** The same, all in lower case. */
export function jsonLower(value: unknown): string | undefined {
  return jsonText(value)?.toLowerCase();
}

/** Whether a text in lower case contains one of some parts, which are ASCII in lower case; usually without making that text. */
export function hasPart(text: string, parts: readonly string[]): boolean {
  for (const part of parts) if (text.includes(part)) return true;
  if (isLowerAscii(text)) return false;
  const lower = text.toLowerCase();
  for (const part of parts) if (lower.includes(part)) return true;
  return false;
}

/** Whether a text is the same in lower case, as far as ASCII tells. */
function isLowerAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f || (unit >= 0x41 && unit <= 0x5a)) return false;
  }
  return true;
}

export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** What the language makes of the text as a number; infinities count. */
export function jsNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(jsonText(value) ?? NaN);
  return Number.isNaN(number) ? undefined : number;
}

/** The distinct elements of a list, as text: none that is null or empty. A list that is already that is given as it is. */
export function jsonSet(value: unknown): readonly string[] | undefined {
  const list = jsonList(value);
  if (list === undefined) return undefined;
  return areTexts(list) && areDistinct(list) ? list : [...new Set(textsOf(list, jsonText))];
}

/** The elements of a list as words: none that is null or empty, and what is there twice stays there twice. */
export function jsonWords(value: unknown): readonly string[] | undefined {
  const list = jsonList(value);
  if (list === undefined) return undefined;
  return areTexts(list) && list.every(isFolded) ? list : textsOf(list, jsonWord);
}

/** A list, or text that is a JSON list; `undefined` for everything else. */
export function jsonList(value: unknown): readonly unknown[] | undefined {
  if (typeof value === 'string') return value.charCodeAt(0) === OPENING ? parsedList(value) : undefined;
  return Array.isArray(value) ? value : undefined;
}

/** `[` */
const OPENING = 0x5b;

/** Lists shorter than this are searched for what is there twice without a set. */
const SHORT = 16;

/** Whether a text needs a look at all before it is taken for no list. */
export function mayBeList(text: string): boolean {
  return text.charCodeAt(0) === OPENING;
}

function parsedList(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function compactJson(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // It leads back to itself, holds a bigint, or does not let itself be read.
    return undefined;
  }
}

/** The words true and false in lower case, everything else as it is. */
export function word(text: string): string {
  return isFolded(text) ? text : text.toLowerCase();
}

function isFolded(text: string): boolean {
  if (text.length === TRUE.length) return text === TRUE || !spells(text, TRUE);
  return text.length !== FALSE.length || text === FALSE || !spells(text, FALSE);
}

const TRUE = 'true';
const FALSE = 'false';

/** Whether a text of the word's length is the word in any case, found without making one in lower case. */
function spells(text: string, lowerCase: string): boolean {
  for (let at = 0; at < lowerCase.length; at += 1) {
    // Of all units only a letter and its capital come to the letter so.
    if ((text.charCodeAt(at) | 0x20) !== lowerCase.charCodeAt(at)) return false;
  }
  return true;
}

function areTexts(list: readonly unknown[]): list is readonly string[] {
  for (const element of list) if (typeof element !== 'string' || element === '') return false;
  return true;
}

function areDistinct(texts: readonly string[]): boolean {
  if (texts.length > SHORT) return new Set(texts).size === texts.length;
  for (let at = 1; at < texts.length; at += 1) if (texts.indexOf(texts[at] as string) < at) return false;
  return true;
}

function textsOf(list: readonly unknown[], read: (element: unknown) => string | undefined): string[] {
  const texts: string[] = [];
  for (const element of list) {
    const text = read(element);
    if (text !== undefined && text !== '') texts.push(text);
  }
  return texts;
}
