import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/** Where and with what a run was made. */
export interface Machine {
  readonly date: string;
  /** The commit, with `+` if the work tree was not clean; `null` outside of a repository. */
  readonly commit: string | null;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** How many processes wanted to run, on average over the minute before the run: below 1 on a quiet machine. */
  readonly load: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly packages: Readonly<Record<string, string>>;
}

const packages = [
  '@polyflag/core-engine',
  '@polyflag/split-provider',
  '@polyflag/hackle-provider',
  '@polyflag/featureflag-co-provider',
  '@polyflag/amplitude-provider',
  '@splitsoftware/splitio',
  '@hackler/javascript-sdk',
  '@featbit/node-server-sdk',
  '@amplitude/experiment-node-server',
  '@openfeature/server-sdk',
];

export function describeMachine(): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    system: `${platform()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    packages: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

function commit(): string | null {
  try {
    const hash = git('rev-parse', 'HEAD');
    // The page and the results of the run before are not part of what is measured.
    return git(
      'status',
      '--porcelain',
      '--',
      ':/',
      ':(top,exclude)bench/RESULTS.md',
      ':(top,exclude)bench/results.json',
    ) === ''
      ? hash
      : `${hash}+`;
  } catch {
    return null;
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** From the manifest above the package's entry: not every package lets its manifest be imported. */
function versionOf(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  for (;;) {
    const manifest = manifestIn(folder);
    if (manifest?.name === name && manifest.version !== undefined) return manifest.version;
    if (folder === dirname(folder)) return 'unknown';
    folder = dirname(folder);
  }
}

function manifestIn(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
  } catch {
    return undefined;
  }
}
