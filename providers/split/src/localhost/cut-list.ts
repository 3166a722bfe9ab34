/** A JSON document from which the objects of one list were cut out. */
export interface Cut {
  /** The document without them; in the list, `placeholder` stands for all of them. */
  readonly outline: string;
  /** A text that is nowhere else in the outline. */
  readonly placeholder: string;
  /** The text of each, in order. They hold on to the document rather than copy it. */
  readonly pieces: readonly string[];
}

/** From the name of a list of definitions to the name of the first field in the first of them, which is kept. */
const BEGINNING = /"(?:d|splits)"\s*:\s*\[\s*(\{\s*"[^"\\]+"\s*:)/;

/** What a text can be that takes one byte for a character. */
const BEYOND_ONE_BYTE = /[^\0-\u00ff]/;

/**
 * Cuts a JSON document at the objects of its first list named `d` or `splits`, without looking into them: exports begin
 * them all with the same field, and the text of that beginning is found many times faster than brackets are counted.
 *
 * It is a guess, and whoever parses the outline and all pieces knows whether it was right: the text is one, the other, and
 * commas, so that the document is what they say if each of them is JSON, and the placeholder is alone in its list.
 *
 * @returns `undefined` for a document that cannot be cut. One with characters of two bytes would take twice the memory for
 *   as long as a piece of it is kept; it is not cut either.
 */
export function cutList(document: string): Cut | undefined {
  const beginning = BEYOND_ONE_BYTE.test(document) ? null : BEGINNING.exec(document);
  const mark = beginning?.[1];
  if (beginning === null || mark === undefined) return undefined;
  const first = beginning.index + beginning[0].length - mark.length;
  const pieces: string[] = [];
  let start = first;
  for (;;) {
    const next = document.indexOf(mark, start + mark.length);
    const comma = next === -1 ? -1 : lastBefore(document, next);
    if (document.charAt(comma) !== ',') break;
    pieces.push(document.slice(start, comma));
    start = next;
  }
  const end = endOfObject(document, start);
  pieces.push(document.slice(start, end));
  return outlined(document.slice(0, first), document.slice(end), pieces);
}

function outlined(before: string, after: string, pieces: readonly string[]): Cut {
  let placeholder = 'cut';
  while (before.includes(placeholder) || after.includes(placeholder)) placeholder += '.';
  return { outline: `${before}"${placeholder}"${after}`, placeholder, pieces };
}

/** Where the last character before a place is that is not blank; -1: nowhere. */
function lastBefore(document: string, place: number): number {
  let at = place - 1;
  while (at >= 0 && /\s/.test(document.charAt(at))) at -= 1;
  return at;
}

/** Where an object is over, by its brackets; the end of the document if they are never closed. */
function endOfObject(document: string, start: number): number {
  let depth = 0;
  for (let at = start; at < document.length; at += 1) {
    const character = document.charAt(at);
    if (character === '"') at = endOfText(document, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return document.length;
}

/** Where the quote is that ends a text. */
function endOfText(document: string, start: number): number {
  let at = start + 1;
  while (at < document.length && document.charAt(at) !== '"') at += document.charAt(at) === '\\' ? 2 : 1;
  return at;
}
