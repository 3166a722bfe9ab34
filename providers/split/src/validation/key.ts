import { type Accepted, accepted, type Rejected } from './checked.js';
import { showType } from './show.js';

/** More UTF-16 units than these no key has (§3.1). */
const LONGEST_KEY = 250;

/** Who is asked for. */
export interface SplitKey {
  readonly matchingKey: string;
  /** Only where the caller gave one. */
  readonly bucketingKey: string | undefined;
}

export interface RejectedKey extends Rejected {
  /** There was no key, or a blank one; otherwise there was one that cannot be used. */
  readonly missing: boolean;
}

export type CheckedKey<T = SplitKey> = Accepted<T> | RejectedKey;

/**
 * Whether a key can be used as it stands: a text of 1 to 250 units with nothing at its ends that would have to be trimmed.
 * That is so of almost every key, and costs an evaluation nothing; `checkKey` looks at the others. Never throws.
 */
export function isOrdinaryKey(key: unknown): key is string {
  return typeof key === 'string' && key.length <= LONGEST_KEY && hasPlainEnds(key);
}

/** Whether a text begins and ends with printable ASCII, so that trimming leaves it as it is. An empty one does not. */
export function hasPlainEnds(text: string): boolean {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 0x20 && first < 0x7f && last > 0x20 && last < 0x7f;
}

/**
 * Checks a key of any kind (§3.1, DECISIONS 8): a text or a finite number, or an object with such a `matchingKey` and
 * `bucketingKey`. Never throws.
 */
export function checkKey(key: unknown): CheckedKey {
  if (typeof key !== 'object' || key === null) {
    const checked = checkKeyText(key, 'key');
    return checked.kind === 'ok' ? keyOf(checked, undefined) : checked;
  }
  let parts: { matchingKey?: unknown; bucketingKey?: unknown };
  try {
    const { matchingKey, bucketingKey } = key as typeof parts;
    parts = { matchingKey, bucketingKey };
  } catch {
    return unusable('key: its matchingKey or bucketingKey cannot be read', false);
  }
  const matching = checkKeyText(parts.matchingKey, 'matchingKey');
  if (matching.kind === 'rejected') return matching;
  const bucketing = checkKeyText(parts.bucketingKey, 'bucketingKey');
  // The key itself is there.
  return bucketing.kind === 'ok' ? keyOf(matching, bucketing) : { ...bucketing, missing: false };
}

/**
 * Checks the text of a key. Never throws.
 *
 * @param name what the key is called where it was given, for the messages
 */
export function checkKeyText(key: unknown, name: string): CheckedKey<string> {
  if (typeof key === 'number' && Number.isFinite(key)) {
    return accepted(String(key), [`${name}: expected a text, found a number; its text is used`]);
  }
  if (typeof key !== 'string') {
    return unusable(`${name}: expected a text, found ${showType(key)}`, key === undefined || key === null);
  }
  const trimmed = key.trim();
  if (trimmed === '') return unusable(`${name}: must not be blank`, true);
  if (trimmed.length > LONGEST_KEY) {
    return unusable(`${name}: has ${trimmed.length} characters, more than the ${LONGEST_KEY} that are allowed`, false);
  }
  return accepted(trimmed, trimmed === key ? undefined : [`${name}: the blanks around it are left out`]);
}

function keyOf(matching: Accepted<string>, bucketing: Accepted<string> | undefined): CheckedKey {
  const warnings = [...(matching.warnings ?? []), ...(bucketing?.warnings ?? [])];
  return accepted({ matchingKey: matching.value, bucketingKey: bucketing?.value }, warnings);
}

function unusable(problem: string, missing: boolean): RejectedKey {
  return { kind: 'rejected', problem, missing };
}
