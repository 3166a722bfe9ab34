import { spawn } from 'node:child_process';

export interface Ended {
  /** The exit code; null: it had to be killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process that hangs is given up after this. */
const PATIENCE_MS = 20_000;

/**
 * Runs a program as an application would: in a process of its own, with the package by its name, and a rejection that
 * nobody handles as the end of it.
 */
export function runProgram(lines: readonly string[], ...args: readonly string[]): Promise<Ended> {
  const flags = ['--unhandled-rejections=strict', '--input-type=module', '--eval', lines.join('\n'), '--', ...args];
  const child = spawn(process.execPath, flags, {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out: out.trim(), err: err.trim() });
    });
  });
}

/**
 * The end of a program that prints which packages it has loaded, as JSON: a debugger hears of every script there is, by
 * whichever way it was loaded.
 */
export const printPackages: readonly string[] = [
  "const { Session } = await import('node:inspector');",
  'const session = new Session();',
  'const urls = [];',
  "session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));",
  'session.connect();',
  "session.post('Debugger.enable');",
  'session.disconnect();',
  'const names = urls.map((url) => /.*[/]node_modules[/]((?:@[^/]+[/])?[^/]+)[/]/.exec(url)?.[1]).filter((name) => name !== undefined);',
  'console.log(JSON.stringify([...new Set(names)].sort()));',
];
