import { parseArgs } from 'node:util';

/** What the command was asked to do. */
export interface Command {
  /** The module that exports the adapter. */
  readonly module: string;
  readonly strict: boolean;
  /** Where to write the report as JSON; `-` is standard output, in the place of the table. */
  readonly json: string | undefined;
  /** The same for JUnit. */
  readonly junit: string | undefined;
  /** The ids, or beginnings of ids, to run; none: all. */
  readonly only: readonly string[];
}

export const usage = `Usage: polyflag-conformance <adapter module> [options]

Runs the OpenFeature conformance cases over the adapter that the module exports as default, or as adapter.

  --strict        cases of quality count as well
  --only <ids>    only these cases, by id or the beginning of one, separated by commas: RES,TYPE-01
  --json <file>   writes the report as JSON; - is standard output
  --junit <file>  writes the report in the form of JUnit; - is standard output
  --help          says this

Exit codes: 0 conforming, 1 not conforming, 2 the arguments or the adapter cannot be used.`;

/** @throws Error saying what is wrong with the arguments */
export function readArguments(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      strict: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'string' },
      junit: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { strict, json, junit, help, only = '' } = values;
  if (help) return 'help';
  const [module, ...more] = positionals;
  if (module === undefined) throw new Error('which adapter? Name its module');
  if (more.length > 0) throw new Error(`one module at a time: ${more.join(' ')}`);
  if (json === '-' && junit === '-') throw new Error('--json and --junit cannot both be written to standard output');
  return { module, strict, json, junit, only: only.split(',').filter(Boolean) };
}
