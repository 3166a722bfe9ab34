import { isRaw, showName } from '@polyflag/core-engine';
import type { LocalhostSegment, Unusable } from './document.js';
import { Fields, isFilledText, isList, isWholeFrom } from './fields.js';
import { showType } from '../validation/show.js';

/**
 * Reads the value of a segment file (§8.2): a `segmentChanges` body. The whole content counts at each reading, so its keys
 * are those added and not removed.
 */
export function readSegment(value: unknown): LocalhostSegment | Unusable {
  if (!isRaw(value)) return { problem: `expected an object with name and added, found ${showType(value)}` };
  const { name } = value;
  if (!isFilledText(name)) return { problem: `expected name to be a text that is not blank, found ${showType(name)}` };
  const warnings: string[] = [];
  const fields = new Fields(value, `segment ${showName(name)}`, warnings);
  const keys = new Set(readKeys('added', fields));
  for (const key of readKeys('removed', fields)) keys.delete(key);
  // A change number of 0 is none (§8.2).
  const version = fields.read('till', isWholeFrom(-1), 'a change number', -1) || -1;
  return { name, version, keys, warnings };
}

function readKeys(list: 'added' | 'removed', fields: Fields): string[] {
  const keys: string[] = [];
  let wrong = 0;
  for (const written of fields.read(list, isList, 'a list of keys', [])) {
    const key = keyText(written);
    if (key === undefined) wrong++;
    else keys.push(key);
  }
  if (wrong > 0) fields.warn(`${list}: expected texts, left out ${wrong} that ${wrong === 1 ? 'is' : 'are'} none`);
  return keys;
}

/** A number is the text of itself, as it is where a key is asked for. */
function keyText(written: unknown): string | undefined {
  if (typeof written === 'string') return written;
  return typeof written === 'number' ? String(written) : undefined;
}
