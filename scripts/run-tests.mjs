// Builds what is stale, then runs mocha over the tests of every workspace.
// Arguments go to mocha as they stand: npm test -- --grep bucket
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from './workspaces.mjs';

const root = join(import.meta.dirname, '..');

// The build speaks on standard error, so that standard output is the test report and nothing else.
const build = spawnSync(process.execPath, ['scripts/build.mjs'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (build.status !== 0) process.exit(build.status ?? 1);

const tests = workspaceFolders(root).flatMap(compiledTests);
if (tests.length === 0) {
  console.error('No test found.');
  process.exit(1);
}

// A filter that matches nothing must not pass, and a test focused with `.only` would silently skip all the others.
const strictness = ['--fail-zero', ...(process.env.CI ? ['--forbid-only'] : [])];
const mocha = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', ...strictness, ...process.argv.slice(2), ...tests],
  { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
);
process.exit(mocha.status ?? 1);

// Found by their sources: a test that could not be compiled any more must be missed.
function compiledTests(folder) {
  const sources = join(root, folder, 'test');
  if (!existsSync(sources)) return [];
  return readdirSync(sources, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(folder, 'dist-test', file.replace(/\.ts$/, '.js')));
}
