import { parseArgs } from 'node:util';

/** What the command is asked to do. */
export interface Command {
  /** Everything once and shortly, without keeping the result. */
  readonly quick: boolean;
  /** Keep what is found for the cases that are named; of a run of all cases it always is. */
  readonly keep: boolean;
  /** Only write the page again, from the results that are kept. */
  readonly render: boolean;
  /** The cases to run; none: all. */
  readonly names: readonly string[];
}

/** @throws Error naming what it does not understand */
export function readCommand(args: readonly string[], known: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      render: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`there is no case ${unknown.join(', ')}; the cases are ${known.join(', ')}`);
  if (values.quick && values.keep) throw new Error('what a quick run finds means nothing: --keep is not for it');
  return { ...values, names: positionals };
}
