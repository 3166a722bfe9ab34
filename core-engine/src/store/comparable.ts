import { sameJson } from './same-json.js';

/** What a vendor keeps of a definition in another form than parsed JSON. */
export interface Comparable {
  /** Whether something that the same vendor kept under the same name, in whichever form, says the same. */
  isSameAs(other: unknown): boolean;
}

/** JSON has no functions: nothing that was parsed is taken for one of these. */
export function isComparable(kept: unknown): kept is Comparable {
  return typeof (kept as Partial<Comparable> | null | undefined)?.isSameAs === 'function';
}

/** Whether two things that were kept say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (isComparable(a)) return a.isSameAs(b);
  return isComparable(b) ? b.isSameAs(a) : sameJson(a, b);
}
