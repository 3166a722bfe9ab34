/** What a flag comes to for a user (spec §5). Members that the backend adds are kept. */
export interface Variant {
  /** Which variant it is. */
  readonly key?: string;
  /** What applications compare; absent for who is not assigned. */
  readonly value?: string;
  /** Any JSON that is attached to the variant. */
  readonly payload?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}

/** A variant as it was evaluated: its value may be any JSON. */
export interface RawVariant {
  readonly key?: string | null | undefined;
  readonly value?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Variants by flag key. */
export type Variants = Record<string, Variant>;

/**
 * The variants of an answer as the vendor's own client reads them (spec §1.5).
 *
 * @throws TypeError when the answer, or one entry of it, is null
 */
export function readVariants(body: unknown): Variants {
  if (body === null) throw new TypeError('the answer is null, and no object of variants');
  return Object.fromEntries(
    entriesOf(body).map(([flagKey, entry]) => {
      if (entry === null) throw new TypeError('a variant of the answer is null');
      return [flagKey, variantOf(entry)];
    }),
  );
}

/**
 * The variants of an answer, one by one: `undefined` for an entry that is no object.
 *
 * @returns `undefined` when the answer itself is no object
 */
export function readEntries(body: unknown): ReadonlyMap<string, Variant | undefined> | undefined {
  if (!isTable(body)) return undefined;
  return new Map(
    Object.entries(body).map(([flagKey, entry]) => [flagKey, isTable(entry) ? variantOf(entry) : undefined]),
  );
}

/** Whether the user was evaluated and not assigned (spec §5). */
export function isDefault({ metadata }: Pick<Variant, 'metadata'>): boolean {
  return Boolean(metadata?.default);
}

/** The variants of users who are assigned: what the methods of the first version give (spec §1.9). */
export function withoutDefaults(variants: Variants): Variants {
  return Object.fromEntries(Object.entries(variants).filter(([, variant]) => !isDefault(variant)));
}

/** The text that stands for a value: itself, or compact JSON; `undefined` where there is none. */
export function textOfValue(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function variantOf(entry: unknown): Variant {
  const members = new Map(isTable(entry) ? Object.entries(entry) : []);
  const value = textOfValue(members.get('value'));
  if (value === undefined) members.delete('value');
  else members.set('value', value);
  return Object.fromEntries(members);
}

function entriesOf(body: unknown): [string, unknown][] {
  return typeof body === 'object' && body !== null ? Object.entries(body) : [];
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
