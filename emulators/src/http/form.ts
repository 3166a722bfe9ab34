// What a body is made of: a backend that took anything would hide a client's mistake.

/** An object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a list of objects of a kind. */
export function isList(value: unknown, holds: (entry: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((entry) => isObject(entry) && holds(entry));
}

/** Whether those fields of an object are texts. */
export function hasText(...names: string[]): (entry: Fields) => boolean {
  return (entry) => names.every((name) => typeof entry[name] === 'string');
}
