const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({});

/** Whom a flag is evaluated for: the caller's context, bound once per call, without a copy. */
export class Subject {
  /** The unit that is targeted. */
  key = '';
  /** The unit that is bucketed. */
  bucketingKey = '';
  /** Named identifiers. */
  identifiers: Readonly<Record<string, unknown>> = NOTHING;
  attributes: Readonly<Record<string, unknown>> = NOTHING;
  /** A second table of attributes, kept apart from the first. */
  extra: Readonly<Record<string, unknown>> = NOTHING;
  /** The document that `path` sources look into. */
  root: unknown = undefined;

  /** Lets go of the caller's objects: a subject is reused, and must not keep them alive. */
  clear(): void {
    this.key = '';
    this.bucketingKey = '';
    this.identifiers = NOTHING;
    this.attributes = NOTHING;
    this.extra = NOTHING;
    this.root = undefined;
  }
}

/** What a subject holds where the caller gave no attributes. */
export const noAttributes = NOTHING;
