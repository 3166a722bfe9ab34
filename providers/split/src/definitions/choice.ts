import type { TableChange } from '@polyflag/core-engine';
import type { Decoded, FlagRecord } from '../wire/decode.js';

/** Whether a definition is there: an archived one is as good as absent (§1.5). */
export function isPresent({ archived }: Decoded): boolean {
  return !archived;
}

/** Whether a flag belongs to what is synchronised. */
export function isKept({ archived, wire }: Decoded, flagSets: ReadonlySet<string> | undefined): boolean {
  if (archived) return false;
  if (flagSets === undefined) return true;
  const { sets } = wire as FlagRecord;
  return Array.isArray(sets) && sets.some((flagSet: unknown) => flagSets.has(flagSet as string));
}

/** A change list as a change of a table: what is not put is removed. */
export function listed(definitions: readonly Decoded[], isPut: (definition: Decoded) => boolean): TableChange<Decoded> {
  return {
    put: definitions.filter(isPut),
    remove: definitions.filter((definition) => !isPut(definition)).map(({ name, version }) => ({ name, version })),
  };
}

/**
 * The definitions that are kept, all by default; where a name is there twice, the last one counts.
 *
 * They get the very text objects that the runtime keeps for names in a program, so that looking one up compares references
 * rather than letters: those are what a dictionary gives its keys as.
 */
export function lastOfEachName(
  definitions: readonly Decoded[],
  isKept: (definition: Decoded) => boolean = () => true,
): Decoded[] {
  const dictionary = Object.create(null) as Record<string, Decoded>;
  for (const definition of definitions) dictionary[definition.name] = definition;
  const kept: Decoded[] = [];
  for (const name of namesInOrder(dictionary, definitions)) {
    const definition = dictionary[name];
    if (definition === undefined || !isKept(definition)) continue;
    definition.name = name;
    kept.push(definition);
  }
  return kept;
}

/** The names as they came first. A dictionary's keys are in that order unless one looks like an index: those lead. */
function namesInOrder(
  dictionary: Readonly<Record<string, Decoded>>,
  definitions: readonly Decoded[],
): Iterable<string> {
  const names = Object.keys(dictionary);
  const [first] = names;
  const isInOrder = first === undefined || !isIndex(first);
  return isInOrder ? names : new Set(definitions.map(({ name }) => name));
}

/** Whether a dictionary counts a key as an index. */
function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key;
}
