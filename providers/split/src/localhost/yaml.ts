import { isRaw, showName } from '@polyflag/core-engine';
import type { ConditionWire, FlagWire } from '../wire/definitions.js';
import { everybody, listed, plainFlag } from './build-flag.js';
import type { LocalhostDocument, Unusable } from './document.js';
import { showType } from '../validation/show.js';
import { readEntry, type Entry } from './yaml-entry.js';

/**
 * Turns the value of a YAML file (§8.3) into feature flags: a list, each entry of which names a flag with its treatment,
 * for some keys or for everybody. Entries with keys decide before the one without, in the order of the file, and the first
 * that holds a key decides. An entry that cannot be used is left out with a warning.
 *
 * @param value what the YAML says; scalars may have kept the text that was written, or not
 */
export function readYaml(value: unknown): LocalhostDocument | Unusable {
  // Nothing but comments.
  const entries = value === null || value === undefined ? [] : value;
  if (!Array.isArray(entries)) return { problem: `expected a list of feature flags, found ${showType(value)}` };
  const warnings: string[] = [];
  const flags = new Map<string, FlagInMaking>();
  for (const [index, written] of (entries as readonly unknown[]).entries()) {
    readPart(written, `entry ${index + 1}`, flags, warnings);
  }
  return { till: -1, flags: Array.from(flags.values(), (flag) => flag.finished()), ruleBasedSegments: [], warnings };
}

function readPart(written: unknown, place: string, flags: Map<string, FlagInMaking>, warnings: string[]): void {
  const [name, ...others] = isRaw(written) ? Object.keys(written) : [];
  if (!isRaw(written) || name === undefined || others.length > 0) {
    const found = name === undefined ? showType(written) : `${others.length + 1} names; is the treatment indented?`;
    warnings.push(
      `${place} is left out: expected the name of one feature flag and below it its treatment, found ${found}`,
    );
    return;
  }
  if (name.trim() === '') {
    warnings.push(`${place} is left out: the name of a feature flag must not be blank`);
    return;
  }
  const warn = (message: string): void => void warnings.push(`${place}, feature flag ${showName(name)}, ${message}`);
  const entry = readEntry(written[name], warn);
  if (entry === undefined) return;
  let flag = flags.get(name);
  if (flag === undefined) flags.set(name, (flag = new FlagInMaking(name)));
  flag.add(entry, warn);
}

/** A flag of which further entries may follow. */
class FlagInMaking {
  private readonly name: string;
  private readonly keyed: ConditionWire[] = [];
  private keyless: ConditionWire | undefined;
  private readonly configs = new Map<string, string>();

  constructor(name: string) {
    this.name = name;
  }

  add({ treatment, keys, config }: Entry, warn: (message: string) => void): void {
    if (config !== undefined) {
      const earlier = this.configs.get(treatment);
      if (earlier !== undefined && earlier !== config) {
        warn(`has another config for ${showName(treatment)} than an entry above; this one counts`);
      }
      this.configs.set(treatment, config);
    }
    if (keys !== undefined) {
      this.keyed.push(listed(keys, treatment));
    } else if (this.keyless === undefined) {
      this.keyless = everybody([{ treatment, size: 100 }]);
    } else {
      warn('is never reached: an entry above is for everybody too');
    }
  }

  finished(): FlagWire {
    const conditions = this.keyless === undefined ? this.keyed : [...this.keyed, this.keyless];
    return plainFlag(this.name, conditions, Object.fromEntries(this.configs));
  }
}
