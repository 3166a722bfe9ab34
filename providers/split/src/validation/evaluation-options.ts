import { accepted, type Accepted, isOk } from './checked.js';
import { checkProperties, type Properties } from './properties.js';
import { showType } from './show.js';

/**
 * Reads the properties for an impression from the options of an evaluation (§3.1). Options that cannot be used are ignored
 * with a warning, never a reason to reject the call. No property at all is as good as no properties. Never throws.
 */
export function readEvaluationOptions(options: unknown): Accepted<Properties | undefined> {
  if (options === undefined || options === null) return accepted(undefined);
  if (typeof options !== 'object') return ignored(`evaluation options: expected an object, found ${showType(options)}`);
  let given: unknown;
  try {
    given = (options as { readonly properties?: unknown }).properties;
  } catch {
    return ignored('evaluation options: their properties cannot be read');
  }
  const checked = checkProperties(given);
  if (!isOk(checked)) return ignored(`evaluation options: ${checked.problem}`);
  const { properties } = checked.value;
  const warnings = checked.warnings?.map((warning) => `evaluation options: ${warning}`);
  return accepted(properties !== undefined && Object.keys(properties).length > 0 ? properties : undefined, warnings);
}

function ignored(problem: string): Accepted<undefined> {
  return accepted(undefined, [`${problem}; the impression goes without properties`]);
}
