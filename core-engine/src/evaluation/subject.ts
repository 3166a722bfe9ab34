const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});

/** Whether every name that can be read from a plain object is its own. A proxy may throw. */
export function isOwnTable(table: object): boolean {
  // Asked first whether there is what every plain object has, the runtime learns the shape of the table without reading
  // anything, and knows its prototype without the call that looking it up is otherwise.
  return 'constructor' in table && Object.getPrototypeOf(table) === Object.prototype && !isExtended();
}

/**
 * A table of which every name that can be read is its own: the object itself where it is a plain one, a copy where it
 * inherits something, be it from a class or because somebody gave `Object.prototype` a member.
 */
export function ownTable(table: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (isOwnTable(table)) return table;
  return Object.assign(Object.create(null), table) as Readonly<Record<string, unknown>>;
}

/** Whether plain objects inherit more than the language gives them. */
function isExtended(): boolean {
  // Nothing of the language's own is enumerable there, so that this ends at once.
  for (const _ in Object.prototype) return true;
  return false;
}

/** Whom a flag is evaluated for: the caller's context, bound once per call, without a copy. */
export class Subject {
  /** The unit that is targeted. */
  key = '';
  /** The unit that is bucketed. */
  bucketingKey = '';
  /** Named identifiers. Read as attributes are. */
  identifiers: Readonly<Record<string, unknown>> = NOTHING;
  /** Read without a look at where a name comes from: what may inherit is handed over through `ownTable`. */
  attributes: Readonly<Record<string, unknown>> = NOTHING;
  /** A second table of attributes, kept apart from the first. Read as they are. */
  extra: Readonly<Record<string, unknown>> = NOTHING;
  /** The document that `path` sources look into. */
  root: unknown = undefined;

  /** Lets go of the caller's objects: a subject is reused, and must not keep them alive. */
  clear(): void {
    this.key = '';
    this.bucketingKey = '';
    this.attributes = NOTHING;
    // Few vendors use these: a look is cheaper than a store.
    if (this.identifiers !== NOTHING) this.identifiers = NOTHING;
    if (this.extra !== NOTHING) this.extra = NOTHING;
    if (this.root !== undefined) this.root = undefined;
  }
}

/** What a subject holds where the caller gave no attributes. */
export const noAttributes = NOTHING;
