import type { Body } from './bodies.js';
import type { Report } from './report.js';
import type { Properties } from '../user/properties.js';

/** What JSON puts around the texts of an event: names, ids, its time and its number. */
const FRAME = 330;
/** What a name and a value take beside their texts. */
const MEMBER = 8;

// A decision says the same about everybody: what it says is weighed once.
const weighed = new WeakMap<Body, number>();

/** What an event weighs as sent, in bytes, nearly: so that a queue is bounded in what it holds, not only in how many. */
export function eventSize({ body, user }: Report): number {
  let bytes = FRAME + bodySize(body);
  if (typeof user === 'string') return bytes + 2 * user.length;
  bytes += tableSize(user.identifiers) + tableSize(user.properties) + tableSize(user.hackleProperties);
  return bytes;
}

function bodySize(body: Body): number {
  const known = weighed.get(body);
  if (known !== undefined) return known;
  const size = tableSize(body as unknown as Properties);
  weighed.set(body, size);
  return size;
}

function tableSize(table: Properties): number {
  let bytes = 0;
  for (const name in table) bytes += name.length + MEMBER + valueSize(table[name]);
  return bytes;
}

function valueSize(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length;
    case 'object':
      if (value === null) return 4;
      return Array.isArray(value) ? listSize(value) : tableSize(value as Properties);
    default:
      return MEMBER;
  }
}

function listSize(list: readonly unknown[]): number {
  let bytes = 0;
  for (const value of list) bytes += MEMBER + valueSize(value);
  return bytes;
}
