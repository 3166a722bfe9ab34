import { showName } from '@polyflag/core-engine';
import { accepted, type Checked, isOk, rejected } from './checked.js';
import { isList, showType } from './show.js';

const FLAG_SET = /^[a-z0-9][_a-z0-9]{0,49}$/;

/** More flag sets than these no filter has (§3.3). */
const MOST_FILTERED = 50;

/**
 * Checks the name of a flag set (§3.1): trimmed and in lower case, and one that the filter lets through. Never throws.
 *
 * @param filter the flag sets that are synchronised; absent: all
 */
export function checkFlagSet(flagSet: unknown, filter?: ReadonlySet<string>): Checked<string> {
  if (typeof flagSet !== 'string') return rejected(`flag set: expected a text, found ${showType(flagSet)}`);
  const trimmed = flagSet.trim();
  const lower = trimmed.toLowerCase();
  if (!FLAG_SET.test(lower)) {
    return rejected(
      `flag set ${showName(flagSet)}: expected 1 to 50 letters a to z, digits and underscores, no underscore first`,
    );
  }
  if (filter?.has(lower) === false) {
    return rejected(`flag set ${showName(lower)}: it is not among those of flagSetsFilter`);
  }
  const warnings: string[] = [];
  if (trimmed !== flagSet) warnings.push(`flag set ${showName(trimmed)}: the blanks around it are left out`);
  if (lower !== trimmed) warnings.push(`flag set ${showName(trimmed)}: ${showName(lower)} is used, in lower case`);
  return accepted(lower, warnings);
}

/**
 * Checks a list of flag sets (§3.1): each once, in their order, without those that cannot be used. A single text counts as
 * a list of one (DECISIONS 8). Never throws.
 *
 * @param filter the flag sets that are synchronised; absent: all
 */
export function checkFlagSets(flagSets: unknown, filter?: ReadonlySet<string>): Checked<readonly string[]> {
  try {
    return checkList(typeof flagSets === 'string' ? [flagSets] : flagSets, filter);
  } catch {
    return rejected('flag sets: the list cannot be read');
  }
}

/**
 * Checks the flag sets to synchronise (§3.3): each once, sorted. An empty list filters nothing. A list of which nothing can
 * be used is rejected: without it everything would be synchronised. Never throws.
 */
export function checkFlagSetsFilter(flagSets: unknown): Checked<readonly string[]> {
  if (isEmptyList(flagSets)) return accepted([]);
  const checked = checkFlagSets(flagSets);
  if (!isOk(checked)) return checked;
  const { value, warnings } = checked;
  if (value.length > MOST_FILTERED) {
    return rejected(`flag sets: there are ${value.length}, at most ${MOST_FILTERED} are allowed`);
  }
  return accepted(value.toSorted(), warnings);
}

function isEmptyList(value: unknown): boolean {
  try {
    return isList(value) && value.length === 0;
  } catch {
    return false;
  }
}

function checkList(flagSets: unknown, filter: ReadonlySet<string> | undefined): Checked<readonly string[]> {
  if (!isList(flagSets)) return rejected(`flag sets: expected a list, found ${showType(flagSets)}`);
  if (flagSets.length === 0) return rejected('flag sets: the list is empty');
  const valid = new Set<string>();
  const warnings: string[] = [];
  for (const flagSet of flagSets) {
    const checked = checkFlagSet(flagSet, filter);
    if (isOk(checked)) valid.add(checked.value);
    warnings.push(...(isOk(checked) ? (checked.warnings ?? []) : [`${checked.problem}; it is left out`]));
  }
  if (valid.size > 0) return accepted([...valid], warnings);
  return rejected(`flag sets: none can be used (${warnings[0] ?? ''})`);
}
