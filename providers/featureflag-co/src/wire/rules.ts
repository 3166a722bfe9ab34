import { Broken, isRaw, listOrNone, textOf, type Raw } from '@polyflag/core-engine';
import { openOf } from './read.js';

/** An answer that a flag can give; every value is text (spec §7.3). */
export interface Option {
  readonly localId: number;
  readonly value: string;
}

/** What cannot be used, and is only missed by those who come by it: deciding for it is an error in the evaluation. */
export interface Unusable {
  readonly unusable: string;
}

/** A slice of all users, and what they get. */
export interface Rollout {
  /** From and to, of 0 to 1; `null` holds nobody. */
  readonly range: readonly [number, number] | null;
  /** The share of all users who take part in the experiment; `null`: all. */
  readonly exptRollout: number | null;
  readonly option: Option | Unusable;
}

/** One comparison; a list to compare with is JSON in a text. */
export interface Clause {
  readonly property: string;
  /** Empty: the property names the operator (spec §6.5). */
  readonly operation: string;
  readonly value: string;
}

/** Users who match all clauses, and their slices. */
export interface Rule {
  /** Without any clause nobody matches (spec §6.5). */
  readonly clauses: readonly (Clause | Unusable)[];
  readonly inExperiment: boolean | null;
  readonly rollouts: readonly Rollout[];
}

/** An option. @throws Broken */
export function decodeOption(raw: unknown, name: string): Option {
  if (!isRaw(raw)) throw new Broken(`${name} is not an object`);
  const { localId } = raw;
  if (typeof localId !== 'number' || !Number.isFinite(localId)) throw new Broken(`${name}.localId is not a number`);
  return { localId, value: textOf(raw, 'variationValue') };
}

/** @throws Broken */
export function decodeRollouts(raw: Raw, name: string): readonly Rollout[] {
  return listOrNone(raw, name).map((entry) => {
    if (!isRaw(entry))
      return { range: null, exptRollout: null, option: { unusable: `${name}: an entry is no object` } };
    return {
      range: rangeOf(entry.rolloutPercentage),
      exptRollout: typeof entry.exptRollout === 'number' ? entry.exptRollout : null,
      option: orUnusable(() => decodeOption(entry.valueOption, 'valueOption')),
    };
  });
}

/** @throws Broken */
export function decodeRules(raw: Raw, name: string): readonly Rule[] {
  return listOrNone(raw, name).map((entry) => {
    if (!isRaw(entry)) throw new Broken(`an entry of ${name} is not an object`);
    return {
      clauses: decodeClauses(entry),
      inExperiment: openOf(entry, 'isIncludedInExpt'),
      rollouts: decodeRollouts(entry, 'valueOptionsVariationRuleValues'),
    };
  });
}

/** @throws Broken */
export function decodeClauses(rule: Raw): readonly (Clause | Unusable)[] {
  return listOrNone(rule, 'ruleJsonContent').map((entry) =>
    orUnusable(() => {
      if (!isRaw(entry)) throw new Broken('a clause is not an object');
      const property = clauseText(entry, 'property');
      const operation = clauseText(entry, 'operation');
      return { property, operation, value: clauseText(entry, 'value') };
    }),
  );
}

export function isUnusable(part: object): part is Unusable {
  return 'unusable' in part;
}

/** What is decoded, or that it cannot be. */
export function orUnusable<T>(decode: () => T): T | Unusable {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { unusable: error.message };
  }
}

/** Null is empty; what is no text counts as its text, zero and false as empty (spec §6.5). @throws Broken */
function clauseText(clause: Raw, name: string): string {
  const value = clause[name];
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return value === 0 || value === false ? '' : String(value);
    default:
      if (value === null) return '';
      throw new Broken(`the ${name} of a clause is ${value === undefined ? 'missing' : 'not text'}`);
  }
}

function rangeOf(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [from, to] = value as readonly unknown[];
  return typeof from === 'number' && typeof to === 'number' ? [from, to] : null;
}
