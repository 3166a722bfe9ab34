import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Packaging } from '../adapter.js';

/** What a program came to. */
export interface Ended {
  readonly code: number;
  /** What it wrote to standard output. */
  readonly out: string;
  /** The same, and what it wrote to standard error. */
  readonly output: string;
}

/** What is read of a manifest. */
export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const projects = new WeakMap<Packaging, Promise<PackedProject>>();

/** Folders that are removed when the process ends: one listener for all, however many packages are measured in it. */
const folders: string[] = [];

function removeAtExit(folder: string): void {
  if (folders.length === 0) {
    process.once('exit', () => {
      for (const one of folders) rmSync(one, { recursive: true, force: true });
    });
  }
  folders.push(folder);
}

/**
 * An empty project outside of everything, in which a package and its companions are unpacked as they would be published.
 * Everything else is what the author has installed. Nothing is downloaded.
 */
export class PackedProject {
  readonly name: string;
  /** The packed file of the package. */
  readonly tarball: string;
  private readonly path: string;
  private readonly names: readonly string[];

  private constructor(path: string, name: string, tarball: string, names: readonly string[]) {
    this.path = path;
    this.name = name;
    this.tarball = tarball;
    this.names = names;
  }

  /** Made once for a package, and removed when the process ends. @throws Error with what npm or tar said */
  static of(packaging: Packaging): Promise<PackedProject> {
    let project = projects.get(packaging);
    if (project === undefined) {
      project = PackedProject.make(packaging);
      projects.set(packaging, project);
    }
    return project;
  }

  private static async make({ directory, companions = [], modulesOf = directory }: Packaging): Promise<PackedProject> {
    const path = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-pack-')));
    const names: string[] = [];
    let tarball = '';
    try {
      for (const folder of [directory, ...companions]) {
        const { name } = manifestIn(folder);
        const packed = await mustEnd('npm', ['pack', '--silent', '--pack-destination', path, folder], path);
        const file = join(path, packed.trim().split('\n').at(-1) ?? '');
        if (tarball === '') tarball = file;
        const place = join(path, 'node_modules', name);
        mkdirSync(place, { recursive: true });
        await mustEnd('tar', ['-xzf', file, '-C', place, '--strip-components=1'], path);
        names.push(name);
      }
      linkRest(modulesAbove(modulesOf), join(path, 'node_modules'));
      writeFileSync(join(path, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
    } catch (error) {
      rmSync(path, { recursive: true, force: true });
      throw error;
    }
    removeAtExit(path);
    return new PackedProject(path, names[0] ?? '', tarball, names);
  }

  /** Where the package was unpacked. */
  get subject(): string {
    return join(this.path, 'node_modules', this.name);
  }

  /** Where the package and its companions were unpacked. */
  folders(): string[] {
    return this.names.map((name) => join(this.path, 'node_modules', name));
  }

  manifests(): Manifest[] {
    return this.folders().map(manifestIn);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  /** Writes a program and runs it. */
  run(file: string, text: string): Promise<Ended> {
    this.write(file, text);
    return this.node([file]);
  }

  node(args: readonly string[]): Promise<Ended> {
    return end(process.execPath, args, this.path);
  }

  /** A program of a package that the author has installed; `undefined`: it is not there. */
  toolOf(name: string, file: string): string | undefined {
    const path = join(this.path, 'node_modules', name, file);
    return existsSync(path) ? path : undefined;
  }
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The nearest `node_modules` at or above a folder that has the SDK. */
function modulesAbove(folder: string): string {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    if (existsSync(join(modules, '@openfeature', 'server-sdk'))) return modules;
    if (dirname(at) === at) throw new Error(`no node_modules with @openfeature/server-sdk at or above ${folder}`);
  }
}

/** Links every package of a `node_modules` that the other one does not have. */
function linkRest(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue;
    if (!name.startsWith('@')) link(join(from, name), join(to, name));
    else for (const inner of readdirSync(join(from, name))) link(join(from, name, inner), join(to, name, inner));
  }
}

function link(from: string, to: string): void {
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to, 'junction');
}

async function mustEnd(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, out, output } = await end(command, args, cwd);
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} ended with ${code}: ${output.trim().slice(0, 500)}`);
  return out;
}

/** Not as a part of the npm that may have started all this. */
function end(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const inherited = /^npm_(?:package|lifecycle|config_local_prefix|config_workspace)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 }, (error, out, err) => {
      const trouble = typeof error?.code === 'string' ? error.message : '';
      resolve({ code: child.exitCode ?? 1, out, output: out + err + trouble });
    });
  });
}
