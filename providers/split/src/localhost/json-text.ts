import { parseJson } from '@polyflag/core-engine';
import { cutList, type Cut } from './cut-list.js';
import type { LocalhostDocument, TakeFlag, Unusable } from './document.js';
import { cutOut, parsed, type Elements, type ElementsOf } from './elements.js';
import { readJson } from './json.js';

/**
 * Reads the text of a JSON file, one definition after the other where that can be done. A large document that is parsed at
 * once is moved in memory again and again before anybody has looked at it.
 *
 * @throws SourceError if it is not JSON
 */
export function readJsonText<F>(text: string, file: string, take: TakeFlag<F>): LocalhostDocument<F> | Unusable {
  const cut = cutList(text);
  return (cut === undefined ? undefined : readCut(cut, take)) ?? readJson(parseJson(text, file), take);
}

/** @returns `undefined` if the document was cut in the wrong place, or is none */
function readCut<F>(cut: Cut, take: TakeFlag<F>): LocalhostDocument<F> | Unusable | undefined {
  const lists = new Set<Elements>();
  const pieces = cutOut(cut);
  const elementsOf: ElementsOf = (list) => {
    const elements = list.length === 1 && list[0] === cut.placeholder ? pieces : parsed(list);
    lists.add(elements);
    return elements;
  };
  try {
    const document = readJson(JSON.parse(cut.outline), take, elementsOf);
    return lists.has(pieces) ? document : undefined;
  } catch {
    // Whatever is wrong with a piece: parsed as a whole, the document says what and where.
    return undefined;
  }
}
