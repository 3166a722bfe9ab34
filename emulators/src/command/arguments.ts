import { parseArgs } from 'node:util';

/** What the command is asked to do. */
export type Command = AmplitudeCommand | HackleCommand | SplitCommand;

/** A backend of Split's. */
export interface SplitCommand {
  readonly vendor: 'split';
  /** 0: one that is free. */
  readonly port: number;
  /** The file that holds the definitions. */
  readonly definitions: string;
  /** The directory that holds the segments. */
  readonly segments: string | undefined;
}

/** A backend of Hackle's. */
export interface HackleCommand {
  readonly vendor: 'hackle';
  /** 0: one that is free. */
  readonly port: number;
  /** The file that holds the workspace. */
  readonly workspace: string;
}

/** A backend of Amplitude's. */
export interface AmplitudeCommand {
  readonly vendor: 'amplitude';
  /** 0: one that is free. */
  readonly port: number;
  /** The file that holds the deployment. */
  readonly deployment: string;
}

export const usage = `Usage: polyflag-emulator split --definitions <file> [--segments <directory>] [--port <number>]
       polyflag-emulator hackle --workspace <file> [--port <number>]
       polyflag-emulator amplitude --deployment <file> [--port <number>]`;

/** Every option, as it is parsed. */
export const options = {
  definitions: { type: 'string' },
  segments: { type: 'string' },
  workspace: { type: 'string' },
  deployment: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** The options that belong to one vendor. */
const ofVendor = { split: ['definitions', 'segments'], hackle: ['workspace'], amplitude: ['deployment'] } as const;

type Vendor = keyof typeof ofVendor;

type Values = { readonly [Name in keyof typeof options]?: string | boolean };

/** @throws Error with a sentence that says which argument is wrong and what it takes */
export function readArguments(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help === true) return 'help';
  const [name, ...more] = positionals;
  const known = Object.keys(ofVendor);
  if (name === undefined) throw new Error(`say whose backend it is to be: ${known.join(' or ')}`);
  if (!isVendor(name)) throw new Error(`there is no emulator of ${name}; there is one of ${known.join(' and of ')}`);
  if (more.length > 0) throw new Error(`only one backend at a time, and no ${more.join(' ')}`);
  refuseForeign(name, values);
  const port = portOf(values.port);
  switch (name) {
    case 'split':
      if (values.definitions === undefined) throw new Error('--definitions takes the file with the definitions');
      return { vendor: name, port, definitions: values.definitions, segments: values.segments };
    case 'hackle':
      if (values.workspace === undefined) throw new Error('--workspace takes the file with the workspace');
      return { vendor: name, port, workspace: values.workspace };
    case 'amplitude':
      if (values.deployment === undefined) throw new Error('--deployment takes the file with the deployment');
      return { vendor: name, port, deployment: values.deployment };
  }
}

function isVendor(name: string): name is Vendor {
  return Object.hasOwn(ofVendor, name);
}

/** An option that does nothing would be a mistake that nobody notices. */
function refuseForeign(vendor: Vendor, values: Values): void {
  for (const [owner, names] of Object.entries(ofVendor)) {
    const foreign = owner === vendor ? undefined : names.find((name) => values[name] !== undefined);
    if (foreign !== undefined) throw new Error(`--${foreign} is for ${owner}, not for ${vendor}`);
  }
}

function portOf(text = '0'): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new Error(`--port takes a whole number up to 65535, not ${text}`);
}
