import { showName } from '@polyflag/core-engine';
import { accepted, type Checked, isOk, rejected } from './checked.js';
import { isPlainObject } from './plain-object.js';
import { showType } from './show.js';

/** What is served in the place of `control`. */
export interface FallbackTreatment {
  readonly treatment: string;
  readonly config: string | null;
}

/** Fallback treatments (§2.2); one that is given for a flag goes before the one for all. */
export interface FallbackTreatments {
  readonly global: FallbackTreatment | undefined;
  readonly byFlag: ReadonlyMap<string, FallbackTreatment>;
}

const LONGEST = 100;

/** Split's pattern for treatments, written without overlapping repetitions. */
const TREATMENT = /^(?:[0-9][-.\w]*|[a-zA-Z][-\w]*)$/;

/**
 * Checks the option `fallbackTreatments`: `{ global?, byFlag?: { [flag]: … } }`, each a treatment or a treatment with a
 * config. Single entries that cannot be used are left out with a warning, which §2.2 wants logged as an error. Never throws.
 */
export function checkFallbackTreatments(given: unknown): Checked<FallbackTreatments> {
  if (!isPlainObject(given)) return rejected(`expected an object with global and byFlag, found ${showType(given)}`);
  try {
    return readFallbacks(given);
  } catch {
    return rejected('it cannot be read');
  }
}

function readFallbacks(given: Readonly<Record<string, unknown>>): Checked<FallbackTreatments> {
  const { global, byFlag: givenByFlag, ...others } = given;
  const [other] = Object.keys(others);
  if (other !== undefined) return rejected(`expected an object with global and byFlag, found ${showName(other)} in it`);
  const byFlag = givenByFlag ?? {};
  if (!isPlainObject(byFlag)) return rejected(`byFlag: expected an object, found ${showType(byFlag)}`);
  const warnings: string[] = [];
  const fallbacks = new Map<string, FallbackTreatment>();
  for (const [name, written] of Object.entries(byFlag)) {
    const place = `byFlag ${showName(name)}`;
    if (isFlagName(name)) {
      const fallback = readOne(written, place, warnings);
      if (fallback !== undefined) fallbacks.set(name, fallback);
    } else {
      warnings.push(`${place} is left out: the name of a flag has 1 to ${LONGEST} characters and no blanks`);
    }
  }
  const forAll = global === undefined || global === null ? undefined : readOne(global, 'global', warnings);
  return accepted({ global: forAll, byFlag: fallbacks }, warnings);
}

function readOne(written: unknown, place: string, warnings: string[]): FallbackTreatment | undefined {
  const checked = checkOne(written);
  if (isOk(checked)) return checked.value;
  warnings.push(`${place} is left out: ${checked.problem}`);
  return undefined;
}

function checkOne(written: unknown): Checked<FallbackTreatment> {
  if (typeof written === 'string') return checkParts(written, undefined);
  if (!isPlainObject(written)) {
    return rejected(`expected a treatment, or an object with treatment and config, found ${showType(written)}`);
  }
  return checkParts(written.treatment, written.config);
}

function checkParts(treatment: unknown, config: unknown): Checked<FallbackTreatment> {
  if (typeof treatment !== 'string') return rejected(`expected treatment to be a text, found ${showType(treatment)}`);
  if (treatment.length > LONGEST || !TREATMENT.test(treatment)) {
    return rejected(
      `expected a treatment of at most ${LONGEST} letters, digits, dashes and underscores, a letter or digit first, found ${showName(treatment)}`,
    );
  }
  if (config === undefined || config === null) return accepted({ treatment, config: null });
  return typeof config === 'string'
    ? accepted({ treatment, config })
    : rejected(`expected config to be a text, found ${showType(config)}`);
}

function isFlagName(name: string): boolean {
  return name !== '' && name.length <= LONGEST && !/\s/.test(name);
}
