import { parseArgs } from 'node:util';

/** What the command is asked to do. */
export interface Command {
  /** Everything once and shortly, without keeping the result. */
  readonly quick: boolean;
  /** Only write the page again, from the results of the latest full run. */
  readonly render: boolean;
  /** The cases to run; none: all. */
  readonly names: readonly string[];
}

/** @throws Error naming what it does not understand */
export function readCommand(args: readonly string[], known: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, render: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`there is no case ${unknown.join(', ')}; the cases are ${known.join(', ')}`);
  return { ...values, names: positionals };
}
