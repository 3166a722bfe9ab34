import { showName } from '@polyflag/core-engine';
import { accepted, type Checked, isOk, rejected } from './checked.js';
import { hasPlainEnds } from './key.js';
import { isList, showType } from './show.js';

/** Whether the name of a feature flag can be used as it stands, as almost every one can. Never throws. */
export function isOrdinaryFlagName(name: unknown): name is string {
  return typeof name === 'string' && hasPlainEnds(name);
}

/** Checks the name of a feature flag (§3.1). Never throws. */
export function checkFlagName(name: unknown): Checked<string> {
  if (typeof name !== 'string') return rejected(`feature flag name: expected a text, found ${showType(name)}`);
  const trimmed = name.trim();
  if (trimmed === '') return rejected('feature flag name: must not be blank');
  const warning = `feature flag name ${showName(trimmed)}: the blanks around it are left out`;
  return accepted(trimmed, trimmed === name ? undefined : [warning]);
}

/** Checks a list of names of feature flags (§3.1): each once, in their order, without those that are none. Never throws. */
export function checkFlagNames(names: unknown): Checked<readonly string[]> {
  try {
    return checkList(names);
  } catch {
    return rejected('feature flag names: the list cannot be read');
  }
}

function checkList(names: unknown): Checked<readonly string[]> {
  if (!isList(names)) return rejected(`feature flag names: expected a list, found ${showType(names)}`);
  if (names.length === 0) return rejected('feature flag names: the list is empty');
  const valid = new Set<string>();
  const warnings: string[] = [];
  for (const name of names) {
    const checked = checkFlagName(name);
    if (isOk(checked)) valid.add(checked.value);
    warnings.push(...(isOk(checked) ? (checked.warnings ?? []) : [checked.problem]));
  }
  if (valid.size === 0) return rejected('feature flag names: the list has no name that can be used');
  return accepted([...valid], warnings);
}
