// Compiles every workspace, removes what is left of sources that are gone, and bundles the packages that are published.
//
// A bundle per package, because a process that starts pays for every file it loads: over a hundred small modules cost
// more than everything that they do. What is imported on demand stays a file of its own. Types come from the compiler.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from '@rollup/wasm-node';
import { removeStaleOutputs } from './stale-outputs.mjs';
import { writeTestScopes } from './test-scopes.mjs';
import { workspaceFolders } from './workspaces.mjs';

const root = join(import.meta.dirname, '..');
const folders = workspaceFolders(root);

// Before compiling: what still imports something that is gone must not find its old declarations.
removeStaleOutputs(root, folders);
writeTestScopes(root, folders);

const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: ['ignore', 2, 2] });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

for (const folder of folders) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const entries = entriesOf(manifest);
  if (Object.keys(entries).length > 0) await bundle(join(root, folder), entries, manifest);
}

/** The entries whose code is in `lib`, by name: { index: 'dist/index.js' }. */
function entriesOf({ exports = {} }) {
  const files = Object.values(exports).map((entry) => entry.default);
  const bundled = files.filter((file) => file?.startsWith('./lib/'));
  return Object.fromEntries(
    bundled.map((file) => [file.slice('./lib/'.length, -'.js'.length), file.replace('/lib/', '/dist/')]),
  );
}

async function bundle(folder, entries, { name, dependencies = {}, peerDependencies = {} }) {
  const lib = join(folder, 'lib');
  const stamp = join(lib, '.built');
  // The manifest says what the entries are.
  const newest = Math.max(newestIn(join(folder, 'dist')), statSync(join(folder, 'package.json')).mtimeMs);
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  const outside = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  const build = await rollup({
    input: Object.fromEntries(Object.entries(entries).map(([entry, file]) => [entry, join(folder, file)])),
    external: (id) => id.startsWith('node:') || outside.some((other) => id === other || id.startsWith(`${other}/`)),
    onLog(level, { message }) {
      if (level === 'warn') throw new Error(`${name}: ${message}`);
    },
  });
  rmSync(lib, { recursive: true, force: true });
  await build.write({ dir: lib, format: 'es', chunkFileNames: '[name].js', hoistTransitiveImports: false });
  await build.close();
  mkdirSync(lib, { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, new Date(), new Date());
}

function newestIn(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'));
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}
