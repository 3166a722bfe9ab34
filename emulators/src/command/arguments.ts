import { parseArgs } from 'node:util';

/** What the command is asked to do. */
export interface SplitCommand {
  readonly vendor: 'split';
  /** 0: one that is free. */
  readonly port: number;
  /** The file that holds the definitions. */
  readonly definitions: string;
  /** The directory that holds the segments. */
  readonly segments: string | undefined;
}

export const usage = `Usage: polyflag-emulator split --definitions <file> [--segments <directory>] [--port <number>]`;

/** Every option, as it is parsed. */
export const options = {
  definitions: { type: 'string' },
  segments: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** @throws Error with a sentence that says which argument is wrong and what it takes */
export function readArguments(args: readonly string[]): SplitCommand | 'help' {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help === true) return 'help';
  const [vendor, ...more] = positionals;
  if (vendor === undefined) throw new Error('say whose backend it is to be: split');
  if (vendor !== 'split') throw new Error(`there is no emulator of ${vendor}; there is one of split`);
  if (more.length > 0) throw new Error(`only one backend at a time, and no ${more.join(' ')}`);
  if (values.definitions === undefined) throw new Error('--definitions takes the file with the definitions');
  return { vendor, port: portOf(values.port), definitions: values.definitions, segments: values.segments };
}

function portOf(text = '0'): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new Error(`--port takes a whole number up to 65535, not ${text}`);
}
