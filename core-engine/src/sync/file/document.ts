import { SourceError } from '../source.js';
import { findJsonFault } from './json-fault.js';
import { placeOf } from './place-of.js';
import { shown } from './shown.js';

/**
 * Turns the text of a file into a document.
 *
 * @param path the file's absolute path, for messages
 * @throws SourceError (or any error) if the text is not of the format
 */
export type Parse<D> = (text: string, path: string) => D | Promise<D>;

/** Reads JSON. @throws SourceError `invalid` that names the file, line and column, and quotes nothing of the content */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // V8's error is dropped, not kept as the cause: it quotes the text, and a cause is printed with its error.
    const fault = findJsonFault(text);
    const where = fault === undefined ? '' : `: ${placeOf(text, fault.offset)}: ${fault.what}`;
    throw new SourceError('invalid', `${shown(path)} is not JSON${where}`);
  }
}
