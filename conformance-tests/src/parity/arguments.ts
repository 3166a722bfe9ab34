import { parseArgs } from 'node:util';
import type { Run } from './comparison.js';

/** What the command was asked to do. */
export interface Command {
  /** Which comparisons to run, by name. */
  readonly names: readonly string[];
  /** What is said here goes before a comparison's standard. */
  readonly run: Partial<Run>;
}

export function usage(names: readonly string[]): string {
  return `Usage: npm run parity -- [vendor ...] [--seed N] [--count N]

Puts random questions to each of our clients and to the vendor's own SDK, and compares the answers.

  vendor     ${names.join(', ')}; all of them when none is named
  --seed N   which questions: a whole number from 0 to ${String(MAX_SEED)}; every comparison has its own standard
  --count N  how many evaluations at least, in each comparison: a whole number from 1
  --help     says this

Exit codes: 0 every difference is explained by a written rule, 1 one is not, 2 the arguments cannot be used.`;
}

/** A seed is 32 bits: a larger one would be the same as another. */
const MAX_SEED = 0xffff_ffff;

/**
 * @param known the names that there are
 * @throws Error naming the argument and what it takes
 */
export function readArguments(args: readonly string[], known: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      count: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no "${unknown}": vendor is ${known.join(', ')}`);
  const { seed, count } = values;
  return {
    names: positionals.length === 0 ? known : known.filter((name) => positionals.includes(name)),
    run: {
      ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed, 0, MAX_SEED) }),
      ...(count === undefined ? {} : { count: wholeNumber('--count', count, 1, Number.MAX_SAFE_INTEGER) }),
    },
  };
}

function wholeNumber(option: string, given: string, low: number, high: number): number {
  const number = /^\d+$/.test(given) ? Number(given) : NaN;
  if (number >= low && number <= high) return number;
  const range = high === Number.MAX_SAFE_INTEGER ? `from ${String(low)}` : `from ${String(low)} to ${String(high)}`;
  throw new Error(`${option} takes a whole number ${range}, not "${given}"`);
}
