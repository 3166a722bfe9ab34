import { isRaw, showName } from '@polyflag/core-engine';
import type { FlagWire, RuleBasedSegmentWire } from '../wire/definitions.js';
import { completeFlag } from './complete-flag.js';
import { completeRuleBasedSegment } from './complete-rule-based-segment.js';
import { isUnusable, type LocalhostDocument, type TakeFlag, type Unusable } from './document.js';
import { parsed, type Elements, type ElementsOf } from './elements.js';
import { Fields, isFilledText, isWholeFrom } from './fields.js';
import { showType } from '../validation/show.js';

/**
 * Reads the value of a JSON file (§8.2): a `splitChanges` body, `{ "ff": { "t", "d" }, "rbs": { "t", "d" } }` or the
 * older `{ "splits", "till" }`. Missing parts are empty, missing fields get their defaults, and a definition without a name
 * is left out. Of two definitions of one name the later counts.
 *
 * @param elementsOf what a list of definitions holds; default: what was parsed
 */
export function readJson(value: unknown): LocalhostDocument | Unusable;
export function readJson<F>(
  value: unknown,
  take: TakeFlag<F>,
  elementsOf?: ElementsOf,
): LocalhostDocument<F> | Unusable;
export function readJson(
  value: unknown,
  take: TakeFlag<unknown> = asItIs,
  elementsOf: ElementsOf = parsed,
): LocalhostDocument<unknown> | Unusable {
  if (!isRaw(value)) return { problem: `expected an object with ff or splits, found ${showType(value)}` };
  if (!['ff', 'rbs', 'splits'].some((name) => isGiven(value[name]))) {
    return { problem: 'expected an object with ff or splits, found neither' };
  }
  const warnings: string[] = [];
  // The older form is told by splits being there, as §1.1 has it.
  const flags = isGiven(value.splits)
    ? readSection(value, { owner: 'the file', list: 'splits', place: 'splits', till: 'till' }, warnings)
    : readPart(value, 'ff', warnings);
  if (isUnusable(flags)) return flags;
  const segments = readPart(value, 'rbs', warnings);
  if (isUnusable(segments)) return segments;
  return {
    till: flags.till,
    flags: readAll(
      { ...flags, elements: elementsOf(flags.list) },
      (name, fields, text) => take(completeFlag(name, fields), text),
      warnings,
    ),
    ruleBasedSegments: readAll<RuleBasedSegmentWire>(
      { ...segments, elements: elementsOf(segments.list) },
      completeRuleBasedSegment,
      warnings,
    ),
    warnings,
  };
}

interface Section {
  readonly till: number;
  readonly list: readonly unknown[];
  /** Where the list stands. */
  readonly place: string;
}

type Written = Readonly<Record<string, unknown>>;

/** Of an object that has a name. */
type Complete<T> = (name: string, fields: Fields, text: string | undefined) => T;

function asItIs(flag: FlagWire): FlagWire {
  return flag;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** `ff` or `rbs`. */
function readPart(document: Written, name: 'ff' | 'rbs', warnings: string[]): Section | Unusable {
  const part = document[name] ?? {};
  if (!isRaw(part)) return { problem: `${name}: expected an object, found ${showType(part)}` };
  return readSection(part, { owner: name, list: 'd', place: `${name}.d`, till: 't' }, warnings);
}

function readSection(
  written: Written,
  names: { readonly owner: string; readonly list: string; readonly place: string; readonly till: string },
  warnings: string[],
): Section | Unusable {
  const list = written[names.list] ?? [];
  if (!Array.isArray(list)) return { problem: `${names.place}: expected a list, found ${showType(list)}` };
  const till = new Fields(written, names.owner, warnings).read(names.till, isWholeFrom(-1), 'a change number', -1);
  return { till, list, place: names.place };
}

function readAll<T>(
  { elements, place }: { readonly elements: Elements; readonly place: string },
  complete: Complete<T>,
  warnings: string[],
): T[] {
  const definitions: T[] = [];
  /** For each definition, and by name, its index in the list and its own. */
  const indexes: number[] = [];
  const known = new Map<string, number>();
  for (let index = 0; index < elements.length; index += 1) {
    const written = elements.at(index);
    if (!isRaw(written)) {
      warnings.push(`${place}[${index}] is left out: expected an object, found ${showType(written)}`);
      continue;
    }
    const { name } = written;
    if (!isFilledText(name)) {
      const found = showType(name);
      warnings.push(`${place}[${index}] is left out: expected name to be a text that is not blank, found ${found}`);
      continue;
    }
    const earlier = known.get(name);
    if (earlier !== undefined) {
      const left = `${place}[${indexes[earlier] ?? ''}]`;
      warnings.push(`${left} is left out: ${place}[${index}] has its name, ${showName(name)}, too`);
    }
    const at = earlier ?? definitions.length;
    definitions[at] = complete(name, new Fields(written, place, warnings, index), elements.textAt(index));
    indexes[at] = index;
    if (earlier === undefined) known.set(name, at);
  }
  return definitions;
}
