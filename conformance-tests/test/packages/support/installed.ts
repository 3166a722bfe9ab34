import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, run } from './folder.js';
import { repository } from './page.js';

/** The packages that are published, by the folder they come from. */
export const published = {
  '@polyflag/core-engine': 'core-engine',
  '@polyflag/split-provider': 'providers/split',
} as const;

export type Published = keyof typeof published;

export const names = Object.keys(published) as Published[];

/** What a manifest says that matters here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Readonly<Record<'types' | 'default', string>>>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** An empty project outside of the repository, into which the packed packages and their peers are installed. */
export class Project extends Folder {
  static async make(): Promise<Project> {
    const project = new Project();
    await npm(['pack', '--pack-destination', project.path, ...names.map((name) => `--workspace=${name}`)], repository);
    project.write('package.json', { name: 'empty', private: true });
    const tarballs = readdirSync(project.path).filter((file) => file.endsWith('.tgz'));
    const peers = names.flatMap((name) =>
      Object.entries(manifestIn(join(repository, published[name])).peerDependencies),
    );
    const wanted = new Set([
      ...tarballs.map((file) => `./${file}`),
      ...peers.map(([name, range]) => `${name}@${range}`),
    ]);
    await npm(['install', '--no-audit', '--no-fund', '--prefer-offline', ...wanted], project.path);
    return project;
  }

  /** The folder that a package was installed into. */
  folderOf(name: string): string {
    return this.at('node_modules', name);
  }

  manifestOf(name: string): Manifest {
    return manifestIn(this.folderOf(name));
  }

  /** The files of a package, sorted, by their paths in it. */
  filesOf(name: string): string[] {
    return filesIn(this.folderOf(name)).sort();
  }

  /** The manifest of every package that is installed, at whatever depth. */
  allManifests(): Manifest[] {
    const root = this.at('node_modules');
    const isPackage = /(?:^|\/node_modules\/)(?:@[^/]+\/)?[^/@]+\/package\.json$/;
    return filesIn(root)
      .filter((file) => isPackage.test(file))
      .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest);
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Not as a part of the `npm` that may have started the tests: that one has its place in the repository. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const inherited = /^npm_(?:package|lifecycle|config_local_prefix|config_workspace)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  const { code, err } = await run('npm', args, cwd, env);
  if (code !== 0) throw new Error(`npm ${args[0] ?? ''} ended with ${String(code)}: ${err}`);
}
