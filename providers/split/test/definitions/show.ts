import { inspect } from 'node:util';

/** A value for the title of a test: short, and the same on every version of Node. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 30 ? `a text of ${value.length} units` : JSON.stringify(value);
  return inspect(value, { breakLength: Infinity, depth: 2 });
}
