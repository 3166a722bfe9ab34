import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';

const program = fileURLToPath(new URL('../../bin/polyflag-conformance.mjs', import.meta.url));
const inMemory = fileURLToPath(new URL('../../dist/adapters/in-memory.js', import.meta.url));

function run(...args: string[]): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

describe('the command polyflag-conformance @slow', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'polyflag-command-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function adapter(text: string): string {
    const path = join(folder, `adapter-${Math.random().toString(36).slice(2)}.mjs`);
    writeFileSync(path, text);
    return path;
  }

  /** One that knows of itself how it differs. */
  const deviating = adapter(`
    import { inMemoryAdapter } from '${pathToFileURL(inMemory).href}';
    const knownDeviations = {
      'MISS-05': { summary: 'an inherited name is GENERAL' },
      'RES-14': { summary: 'object values are the configuration itself' },
    };
    export default { ...inMemoryAdapter(), knownDeviations };
  `);

  it('prints a table that ends with the totals, and exits 0 when all is well', () => {
    const { status, out, err } = run(deviating, '--only', 'RES-01,MISS', '--strict');
    expect({ status, err }).to.deep.equal({ status: 0, err: '' });
    expect(out).to.match(/^OpenFeature conformance of InMemoryProvider\n/);
    expect(out).to.match(/deviates MISS-05 /);
    expect(out.trimEnd().split('\n').at(-1)).to.equal('7 passed, 0 failed, 1 deviating, 1 skipped');
  });

  it('writes JSON and JUnit to files', () => {
    const [json, junit] = [join(folder, 'report.json'), join(folder, 'report.xml')];
    expect(run(deviating, '--only', 'RES-01,RES-14,TRK-01', '--json', json, '--junit', junit).status).to.equal(0);
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      totals: object;
      cases: { id: string; outcome: string }[];
    };
    expect(report.totals).to.deep.equal({ passed: 1, failed: 0, failedQuality: 0, skipped: 1, deviating: 1 });
    expect(report.cases.map(({ id, outcome }) => `${id} ${outcome}`)).to.deep.equal([
      'RES-01 passed',
      'RES-14 deviating',
      'TRK-01 skipped',
    ]);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).to.include('tests="3" failures="0" errors="0" skipped="2"');
    expect(xml).to.include('name="RES-14 [2.2.3] shares no value that a caller can change"');
  });

  it('prints nothing but the report where that goes to standard output', () => {
    const { out } = run(inMemory, '--only', 'RES-01', '--json', '-');
    expect((JSON.parse(out) as { provider: string }).provider).to.equal('InMemoryProvider');
  });

  it('exits 1 when a case fails, and shows it', () => {
    const failing = adapter(`
      import { NOOP_PROVIDER } from '${import.meta.resolve('@openfeature/server-sdk')}';
      export const adapter = {
        name: 'nothing at all <&>',
        capabilities: [],
        createProvider: () => Object.create(NOOP_PROVIDER),
      };
    `);
    const { status, out } = run(failing, '--only', 'RES-01', '--junit', '-');
    expect(status).to.equal(1);
    expect(out).to.include('<testsuite name="nothing at all &lt;&amp;&gt;" tests="1" failures="1"');
    expect(out).to.match(/<failure message="[^"<]*boolean-flag[^"<]*"\/>/);
  });

  it('exits 2 and names what is wrong with the adapter', () => {
    const { status, err } = run(adapter("export default { name: 'x' };"));
    expect(status).to.equal(2);
    expect(err.trim().split('\n')).to.deep.equal([
      'polyflag-conformance: createProvider is missing: a function',
      'polyflag-conformance: capabilities is missing: a list',
    ]);
  });

  it('exits 2 where there is no adapter, or the arguments are wrong', () => {
    expect(run(adapter('export const other = 1;'))).to.include({ status: 2 });
    expect(run(join(folder, 'none.mjs')).status).to.equal(2);
    expect(run().err).to.include('which adapter?');
    expect(run(inMemory, '--fast').status).to.equal(2);
    expect(run('--help')).to.include({ status: 0, err: '' });
  });

  it('ends although the adapter leaves something running', () => {
    const lasting = adapter(`
      import { inMemoryAdapter } from '${pathToFileURL(inMemory).href}';
      setInterval(() => undefined, 1000);
      export default inMemoryAdapter;
    `);
    expect(run(lasting, '--only', 'RES-01').status).to.equal(0);
  });
});
