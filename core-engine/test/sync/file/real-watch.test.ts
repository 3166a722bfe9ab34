import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseJson } from '#src/sync/file/document.js';
import { FileSource } from '#src/sync/file/file-source.js';
import { RecordingSink } from '../jig/recording-sink.js';
import { segmentsIn } from '../jig/source-rig.js';
import type { AnySet } from '../jig/source-rig.js';
import { tempFolder, writeJson } from '../jig/temp-folder.js';

/** So long that within a test only the operating system's hints can be the cause of a reading. */
const NEVER = 86_400_000;

describe('sync: file source, watched by the operating system', () => {
  const at = tempFolder();
  let sink: RecordingSink<AnySet>;
  let source: FileSource<unknown, unknown>;

  function make(file: string): void {
    sink = new RecordingSink();
    source = new FileSource<unknown, unknown>({
      path: at(file),
      parse: parseJson,
      further: {
        ...segmentsIn(at('segments')),
        names: (document) => (Array.isArray(document) ? (document as string[]) : []),
      },
      refresh: true,
      refreshIntervalMs: NEVER,
    });
  }
  afterEach(() => source.stop());

  /** Waits until the document that was applied last is this one. */
  async function until(document: unknown): Promise<void> {
    await sink.until(() => sink.last?.document === document);
    expect(sink.problem).to.equal('');
  }

  it('a rewrite', async () => {
    writeJson(at('f'), 1);
    make('f');
    await source.start(sink);
    writeJson(at('f'), 2);
    await until(2);
  });

  it('a file put in place of the other, again and again', async () => {
    writeJson(at('f'), 0);
    make('f');
    await source.start(sink);
    for (let round = 1; round <= 3; round++) {
      writeJson(at('.f.swp'), round);
      renameSync(at('.f.swp'), at('f'));
      await until(round);
    }
    expect(sink.statuses).to.have.lengthOf(1);
  });

  it('the old file moved aside as a backup, and a new one written', async () => {
    writeJson(at('f'), 1);
    make('f');
    await source.start(sink);
    renameSync(at('f'), at('f~'));
    writeJson(at('f'), 2);
    await until(2);
  });

  it('deletion and creation', async () => {
    writeJson(at('f'), 1);
    make('f');
    await source.start(sink);
    rmSync(at('f'));
    await sink.until(() => sink.problem !== '');
    expect(sink.problem).to.equal(`cannot read ${at('f')}: no such file`);
    expect(sink.applied).to.have.lengthOf(1);
    writeJson(at('f'), 2);
    await sink.until(() => sink.problem === '');
    expect(sink.last?.document).to.equal(2);
  });

  it('the swapped link of a Kubernetes volume', async () => {
    function publish(version: string, content: unknown): void {
      mkdirSync(at(version));
      writeJson(at(version, 'f'), content);
      symlinkSync(version, at('..data_tmp'));
      renameSync(at('..data_tmp'), at('..data'));
    }
    publish('..v1', 1);
    symlinkSync('..data/f', at('f'));
    make('f');
    await source.start(sink);
    publish('..v2', 2);
    rmSync(at('..v1'), { recursive: true });
    await until(2);
    publish('..v3', 3);
    await until(3);
    expect(sink.statuses).to.have.lengthOf(1);
  });

  it('a change behind a link', async () => {
    mkdirSync(at('elsewhere'));
    writeJson(at('elsewhere/f'), 1);
    symlinkSync(at('elsewhere/f'), at('f'));
    make('f');
    await source.start(sink);
    writeJson(at('elsewhere/f'), 2);
    await until(2);
  });

  it('a directory replaced by another', async () => {
    mkdirSync(at('a'));
    writeJson(at('a/f'), 1);
    make('a/f');
    await source.start(sink);
    mkdirSync(at('b'));
    writeJson(at('b/f'), 2);
    renameSync(at('a'), at('old'));
    renameSync(at('b'), at('a'));
    await until(2);
    writeJson(at('a/f'), 3);
    await until(3);
  });

  it('a directory deleted and made anew', async () => {
    mkdirSync(at('a'));
    writeJson(at('a/f'), 1);
    make('a/f');
    await source.start(sink);
    rmSync(at('a'), { recursive: true });
    await sink.until(() => sink.problem !== '');
    mkdirSync(at('a'));
    writeJson(at('a/f'), 2);
    await sink.until(() => sink.problem === '');
    writeJson(at('a/f'), 3);
    await until(3);
  });

  it('a main file whose directories appear after a start that failed', async () => {
    make('a/b/f');
    const error = await source.start(sink).catch((reason: unknown) => reason);
    expect(error).to.have.property('message', `cannot read ${at('a/b/f')}: no such file`);
    mkdirSync(at('a/b'), { recursive: true });
    writeJson(at('a/b/f'), 1);
    await until(1);
  });

  it('further files whose directory appears later', async () => {
    writeJson(at('f'), ['x']);
    make('f');
    await source.start(sink);
    expect(sink.warnings).to.have.lengthOf(1);
    mkdirSync(at('segments'));
    writeJson(at('segments/x.json'), 1);
    await sink.until(() => sink.last?.further.get('x') === 1);
    writeJson(at('segments/x.json'), 2);
    await sink.until(() => sink.last?.further.get('x') === 2);
  });

  it('further files that a new document asks for', async () => {
    writeJson(at('f'), []);
    make('f');
    await source.start(sink);
    mkdirSync(at('segments'));
    writeJson(at('segments/x.json'), 1);
    writeJson(at('f'), ['x']);
    await sink.until(() => sink.last?.further.get('x') === 1);
    rmSync(at('segments/x.json'));
    await sink.until(() => sink.last?.further.has('x') === false);
  });

  it('an unusable file, mended', async () => {
    writeJson(at('f'), 1);
    make('f');
    await source.start(sink);
    writeFileSync(at('f'), '{');
    await sink.until(() => sink.problem !== '');
    writeJson(at('f'), 2);
    await sink.until(() => sink.problem === '');
    expect(sink.last?.document).to.equal(2);
  });
});

describe('sync: file source, and the process', () => {
  const at = tempFolder();
  const tests = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

  async function run(program: string): Promise<string> {
    const imports = `
      import { writeFileSync } from 'node:fs';
      import { FileSource } from '#src/sync/file/file-source.js';
      import { parseJson } from '#src/sync/file/document.js';
      const path = ${JSON.stringify(at('f'))};
      const sink = { apply: ({ document }) => console.log('applied', document), status: ({ kind }) => console.log(kind) };
    `;
    const args = ['--input-type=module', '--unhandled-rejections=strict', '--eval', imports + program];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: tests, timeout: 9_000 });
    expect(stderr).to.equal('');
    return stdout;
  }

  it('a running source does not keep it alive', async () => {
    writeJson(at('f'), 1);
    const output = await run(`
      await new FileSource({ path, parse: parseJson, refresh: true, refreshIntervalMs: 1_000_000 }).start(sink);
      console.log('started');
    `);
    expect(output).to.equal('applied 1\nhealthy\nstarted\n');
  });

  it('a start that has to wait does', async () => {
    writeJson(at('f'), 1);
    const output = await run(`
      let count = 1;
      const parse = (text, file) => {
        if (count < 3) writeFileSync(path, String(++count));
        return parseJson(text, file);
      };
      await new FileSource({ path, parse }).start(sink);
      console.log('started');
    `);
    expect(output).to.equal('applied 3\nhealthy\nstarted\n');
  });

  it('loads no YAML parser for JSON', async () => {
    writeJson(at('f'), 1);
    const output = await run(`
      import { createRequire } from 'node:module';
      import { parseYaml } from '#src/sync/file/yaml.js';
      await new FileSource({ path, parse: parseJson }).start(sink);
      console.log(Object.keys(createRequire(path).cache).some((file) => file.includes('yaml')));
      await parseYaml('a', path);
      console.log(Object.keys(createRequire(path).cache).some((file) => file.includes('yaml')));
    `);
    expect(output).to.equal('applied 1\nhealthy\nfalse\ntrue\n');
  });
});
