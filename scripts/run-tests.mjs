// Builds what is stale, then runs mocha over the tests of every workspace.
// Arguments go to mocha as they stand: npm test -- --grep bucket
// Without any, the suites of the conformance kit run in a mocha beside that of all other tests, since they mostly wait.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { totalsOf } from './mocha-totals.mjs';
import { sideBySide } from './side-by-side.mjs';
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
const mocha = (...args) => ['node_modules/mocha/bin/mocha.js', ...strictness, ...args];
const filters = process.argv.slice(2);
if (filters.length > 0) {
  const { status } = spawnSync(process.execPath, mocha(...filters, ...tests), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exit(status ?? 1);
}
const isOfKit = (test) => test.startsWith(join('conformance-tests', 'dist-test', 'kit'));
const colour = process.stdout.isTTY ? ['--color'] : [];
const runs = await sideBySide(
  [mocha(...colour, ...tests.filter((test) => !isOfKit(test))), mocha(...colour, ...tests.filter(isOfKit))],
  { cwd: root },
);
console.log(totalsOf(runs.map(({ output }) => output)));
process.exitCode = runs.find(({ code }) => code !== 0)?.code ?? 0;

// Found by their sources: a test that could not be compiled any more must be missed.
function compiledTests(folder) {
  const sources = join(root, folder, 'test');
  if (!existsSync(sources)) return [];
  return readdirSync(sources, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(folder, 'dist-test', file.replace(/\.ts$/, '.js')));
}
