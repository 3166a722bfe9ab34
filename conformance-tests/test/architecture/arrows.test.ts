import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Arrow {
  readonly rule: string;
  readonly from: string;
  readonly specifier: string;
  /** How the tool names the file that the import ends in. */
  readonly to: string;
  readonly statement?: (specifier: string) => string;
}

const arrow = (rule: string, from: string, specifier: string, to: string): Arrow => ({ rule, from, specifier, to });
const permitted = (from: string, specifier: string): Arrow => arrow('', from, specifier, '');
const pkg = (name: string): string => `@polyflag/${name}`;

const engine = 'core-engine/src';

/** A rule that misses one of the ways to import can be walked round. */
const waysToImport: Record<string, (specifier: string) => string> = {
  names: (specifier) => `import { leaf } from '${specifier}';\nvoid leaf;\n`,
  bare: (specifier) => `import '${specifier}';\n`,
  type: (specifier) => `import type { Leaf } from '${specifier}';\nexport type Own = Leaf;\n`,
  'inline-type': (specifier) => `export type Own = import('${specifier}').Leaf;\n`,
  reexport: (specifier) => `export * from '${specifier}';\n`,
  'reexport-type': (specifier) => `export type { Leaf } from '${specifier}';\n`,
  dynamic: (specifier) => `export const later = () => import('${specifier}');\n`,
};

const forbidden: readonly Arrow[] = [
  arrow(
    'engine-knows-no-vendor',
    'core-engine/src/vendor.ts',
    pkg('split-provider'),
    'providers/split/dist/index.d.ts',
  ),
  arrow(
    'engine-knows-no-vendor',
    'core-engine/test/vendor.ts',
    '../../providers/split/src/leaf.js',
    'providers/split/src/leaf.ts',
  ),
  arrow(
    'providers-are-strangers',
    'providers/split/src/other.ts',
    pkg('hackle-provider'),
    'providers/hackle/dist/index.d.ts',
  ),
  arrow(
    'providers-are-strangers',
    'providers/hackle/src/other.ts',
    pkg('split-provider'),
    'providers/split/dist/index.d.ts',
  ),
  ...['emulators', 'conformance-tests', 'examples', 'bench'].flatMap((name) => [
    arrow('published-code-needs-no-workshop', `core-engine/src/uses-${name}.ts`, pkg(name), `${name}/dist/index.d.ts`),
    arrow(
      'published-code-needs-no-workshop',
      `providers/split/test/uses-${name}.ts`,
      pkg(name),
      `${name}/dist/index.d.ts`,
    ),
  ]),
  arrow(
    'kit-is-neutral',
    'conformance-tests/src/kit/provider.ts',
    pkg('split-provider'),
    'providers/split/dist/index.d.ts',
  ),
  arrow('kit-is-neutral', 'conformance-tests/src/kit/emulator.ts', pkg('emulators'), 'emulators/dist/index.d.ts'),
  arrow('kit-is-neutral', 'conformance-tests/src/kit/engine.ts', pkg('core-engine'), 'core-engine/dist/index.d.ts'),
  arrow(
    'kit-is-neutral',
    'conformance-tests/src/kit/runner.ts',
    '../vectors/leaf.js',
    'conformance-tests/src/vectors/leaf.ts',
  ),
  ...['sync', 'store', 'tracker', 'transport', 'provider'].map((room) =>
    arrow(
      'evaluation-stands-alone',
      `${engine}/evaluation/${room}.ts`,
      `../${room}/leaf.js`,
      `${engine}/${room}/leaf.ts`,
    ),
  ),
  ...['sync', 'tracker', 'transport', 'provider'].map((room) =>
    arrow(
      'store-knows-evaluation-only',
      `${engine}/store/${room}.ts`,
      `../${room}/leaf.js`,
      `${engine}/${room}/leaf.ts`,
    ),
  ),
  ...['store', 'tracker', 'provider'].map((room) =>
    arrow('sync-hands-to-a-sink', `${engine}/sync/${room}.ts`, `../${room}/leaf.js`, `${engine}/${room}/leaf.ts`),
  ),
  arrow(
    'tracker-sends-through-an-interface',
    `${engine}/tracker/http.ts`,
    '../transport/leaf.js',
    `${engine}/transport/leaf.ts`,
  ),
  arrow('tools-know-no-room', `${engine}/clock/room.ts`, '../sync/leaf.js', `${engine}/sync/leaf.ts`),
  arrow('one-way-out', `${engine}/sync/got.ts`, 'got', 'node_modules/got/index.js'),
  arrow('one-way-out-for-sockets', 'providers/split/src/ws.ts', 'ws', 'node_modules/ws/index.js'),
  arrow('one-way-out', 'core-engine/test/eventsource.ts', 'eventsource', 'node_modules/eventsource/index.js'),
  arrow('no-circles', `${engine}/circle-a.ts`, './circle-b.js', `${engine}/circle-b.ts`),
  ...Object.entries(waysToImport).map(([way, statement]) => ({
    ...arrow(
      'evaluation-stands-alone',
      `${engine}/evaluation/by-${way}.ts`,
      '../store/leaf.js',
      `${engine}/store/leaf.ts`,
    ),
    statement,
  })),
  arrow('nothing-unresolved', `${engine}/lost.ts`, './nowhere.js', './nowhere.js'),
];

const allowed: readonly Arrow[] = [
  permitted('providers/split/src/engine.ts', pkg('core-engine')),
  permitted('providers/split/test/own.ts', pkg('split-provider')),
  permitted('providers/split/src/own.ts', './leaf.js'),
  permitted('conformance-tests/src/engine.ts', pkg('core-engine')),
  permitted('conformance-tests/src/vectors/split.ts', pkg('split-provider')),
  permitted('conformance-tests/src/adapters/split.ts', pkg('split-provider')),
  permitted('conformance-tests/test/emulator.ts', pkg('emulators')),
  permitted('emulators/src/split.ts', pkg('split-provider')),
  permitted(`${engine}/store/memory.ts`, '../evaluation/leaf.js'),
  permitted(`${engine}/store/timed.ts`, '../clock/leaf.js'),
  permitted(`${engine}/sync/poll.ts`, '../transport/leaf.js'),
  permitted(`${engine}/provider/base.ts`, '../store/leaf.js'),
  permitted(`${engine}/transport/http.ts`, 'got'),
  permitted('emulators/src/server.ts', 'ws'),
  permitted(`${engine}/transport/files.ts`, 'node:fs'),
];

const packages = [
  ['core-engine', 'core-engine'],
  ['providers/split', 'split-provider'],
  ['providers/hackle', 'hackle-provider'],
  ['emulators', 'emulators'],
  ['conformance-tests', 'conformance-tests'],
  ['examples', 'examples'],
  ['bench', 'bench'],
] as const;

describe('the arrows between packages and rooms', function () {
  // Each look starts a process that loads the compiler.
  this.timeout(60_000);

  it('are all of the permitted kind in this repository', () => {
    expect(look(root)).to.deep.equal({ lines: [], status: 0 });
  });

  it('are all found when forbidden, whichever way they are imported', () => {
    // A circle is reported once, at one of its members.
    const otherHalf = permitted(`${engine}/circle-b.ts`, './circle-a.js');
    inHouse([...forbidden, otherHalf], (house) => {
      const { lines, status } = look(house);
      expect(lines.sort()).to.deep.equal(forbidden.map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`).sort());
      expect(status).to.equal(1);
    });
  });

  it('have no rule without a case above', async () => {
    const { href } = new URL('../../../scripts/arrow-rules.mjs', import.meta.url);
    const { rules } = (await import(href)) as { rules: { name: string }[] };
    expect([...new Set(forbidden.map(({ rule }) => rule))]).to.have.members(rules.map(({ name }) => name));
  });

  it('are left alone when permitted', () => {
    inHouse(allowed, (house) => {
      expect(look(house)).to.deep.equal({ lines: [], status: 0 });
    });
  });

  it('are not taken for clean when there is nothing to look at', () => {
    const empty = mkdtempSync(join(tmpdir(), 'polyflag-arrows-'));
    try {
      writeFileSync(join(empty, 'package.json'), '{ "workspaces": ["core-engine"] }');
      expect(look(empty).status).to.equal(1);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});

/** Runs what `npm run arrows` runs. */
function look(where: string): { lines: string[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'scripts/check-arrows.mjs'), where], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { lines: stdout.split('\n').filter((line) => line !== ''), status };
}

/** Builds a repository laid out like this one that holds the given imports and nothing else of interest. */
function inHouse(arrows: readonly Arrow[], visit: (house: string) => void): void {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'polyflag-arrows-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  };
  const leaf = 'export const leaf = 1;\nexport type Leaf = typeof leaf;\n';
  try {
    write(
      'package.json',
      '{ "workspaces": ["core-engine", "providers/*", "emulators", "conformance-tests", "examples", "bench"] }',
    );
    mkdirSync(join(house, 'node_modules/@polyflag'), { recursive: true });
    for (const [folder, name] of packages) {
      const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
      write(`${folder}/package.json`, JSON.stringify({ name: pkg(name), type: 'module', exports }));
      write(`${folder}/dist/index.js`, 'export const leaf = 1;\n');
      write(`${folder}/dist/index.d.ts`, 'export declare const leaf = 1;\nexport type Leaf = typeof leaf;\n');
      write(`${folder}/src/leaf.ts`, leaf);
      symlinkSync(join(house, folder), join(house, 'node_modules', pkg(name)));
    }
    for (const name of ['evaluation', 'sync', 'store', 'tracker', 'transport', 'provider', 'clock']) {
      write(`${engine}/${name}/leaf.ts`, leaf);
    }
    write('conformance-tests/src/vectors/leaf.ts', leaf);
    for (const name of ['got', 'ws', 'eventsource']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'exports.leaf = 1;\n');
    }
    for (const { from, specifier, statement = waysToImport['names'] } of arrows) write(from, statement!(specifier));
    visit(house);
  } finally {
    rmSync(house, { recursive: true });
  }
}
