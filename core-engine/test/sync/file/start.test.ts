import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseJson } from '#src/sync/file/document.js';
import { parseYaml } from '#src/sync/file/yaml.js';
import { FileSource } from '#src/sync/file/file-source.js';
import { SourceError } from '#src/sync/source.js';
import { RecordingSink } from '../jig/recording-sink.js';
import { SETTLE, SourceRig } from '../jig/source-rig.js';
import { tempFolder, writeJson } from '../jig/temp-folder.js';

async function problemOf(start: Promise<void>): Promise<SourceError> {
  try {
    await start;
  } catch (error) {
    expect(error).to.be.instanceOf(SourceError);
    return error as SourceError;
  }
  throw new Error('it has started');
}

describe('sync: file source, at start', () => {
  const at = tempFolder();

  it('applies what the file holds, then says that it is healthy', async () => {
    writeJson(at('f.json'), { a: 1 });
    const sink = new RecordingSink();
    sink.beforeApply = () => {
      expect(sink.statuses).to.deep.equal([]);
    };
    const source = new FileSource({ path: at('f.json'), parse: parseJson });
    await source.start(sink);
    expect(sink.applied).to.deep.equal([{ document: { a: 1 }, further: new Map() }]);
    expect(sink.statuses).to.deep.equal([{ kind: 'healthy', warnings: [] }]);
    await source.stop();
  });

  it('waits for a sink that takes its time', async () => {
    writeJson(at('f.json'), 1);
    const rig = new SourceRig(at('f.json'));
    rig.sink.beforeApply = () => new Promise((resolve) => setImmediate(resolve));
    await rig.start();
    expect(rig.documents).to.deep.equal([1]);
    await rig.source.stop();
  });

  it('reads nothing before, and does not mind being made for a file that is not there', () => {
    new FileSource({ path: at('none'), parse: parseJson });
  });

  describe('rejects at once, naming the file and what is wrong', () => {
    const rows: [title: string, write: (file: string) => void, message: string, code: string][] = [
      ['no file', () => undefined, 'cannot read FILE: no such file', 'unavailable'],
      ['a directory', (file) => mkdirSync(file), 'cannot read FILE: it is a directory', 'unavailable'],
      [
        'an empty file',
        (file) => writeFileSync(file, ''),
        'FILE is not JSON: line 1, column 1: the document ends too early',
        'invalid',
      ],
      [
        'no JSON',
        (file) => writeFileSync(file, '{\n "a": 1\n "b"}'),
        'FILE is not JSON: line 3, column 2: a comma or "}" is missing',
        'invalid',
      ],
      ['no text', (file) => writeFileSync(file, Buffer.from([0xff])), 'FILE is not UTF-8 text', 'invalid'],
      [
        'too much',
        (file) => writeFileSync(file, ' '.repeat(101)),
        'FILE is larger than the limit of 100 bytes',
        'invalid',
      ],
    ];
    for (const [title, write, message, code] of rows) {
      for (const refresh of [false, true]) {
        it(`${title}, ${refresh ? 'refreshing' : 'once'}`, async () => {
          write(at('f'));
          const rig = new SourceRig(at('f'), { refresh, maxBytes: 100 });
          const error = await problemOf(rig.start());
          expect(error.message).to.equal(message.replace('FILE', at('f')));
          expect(error.code).to.equal(code);
          expect(rig.sink.applied).to.deep.equal([]);
          expect(rig.sink.statuses).to.deep.equal([]);
          await rig.source.stop();
        });
      }
    }

    it('no YAML', async () => {
      writeFileSync(at('f'), 'a: 1\nb: "x\n');
      const error = await problemOf(new SourceRig(at('f'), { parse: parseYaml }).start());
      expect(error.message).to.match(/^.*\/f is not YAML: line \d, column \d: \w/);
    });

    it('a parser that throws an error of its own', async () => {
      writeJson(at('f'), 1);
      const parse = (): never => {
        throw new TypeError('I cannot');
      };
      const error = await problemOf(new SourceRig(at('f'), { parse }).start());
      expect(error.message).to.equal(`cannot use ${at('f')}: I cannot`);
      expect(error.cause).to.be.instanceOf(TypeError);
    });

    it('a sink that refuses the content', async () => {
      writeJson(at('f'), 1);
      const rig = new SourceRig(at('f'), { refresh: false });
      rig.sink.beforeApply = () => Promise.reject(new Error('no flag in it'));
      expect((await problemOf(rig.start())).message).to.equal(`cannot use ${at('f')}: no flag in it`);
    });

    it('a sink that refuses it with a source error', async () => {
      writeJson(at('f'), 1);
      const rig = new SourceRig(at('f'), { refresh: false });
      rig.sink.beforeApply = () => {
        throw new SourceError('refused', 'not for you');
      };
      expect(await problemOf(rig.start())).to.include({ code: 'refused', message: 'not for you' });
    });
  });

  it('reads again a file that changes while it is read, and holds the process meanwhile', async () => {
    writeJson(at('f'), 'old');
    let isFirst = true;
    const rig = new SourceRig(at('f'), {
      refresh: false,
      parse: (text, path) => {
        if (isFirst) writeJson(at('f'), 'new');
        isFirst = false;
        return parseJson(text, path);
      },
    });
    const started = rig.start();
    expect((await rig.clock.scheduled(SETTLE)).hold).to.be.true;
    expect(rig.documents).to.deep.equal([]);
    await rig.clock.advance(SETTLE);
    await started;
    expect(rig.documents).to.deep.equal(['new']);
  });

  it('takes a file that never comes to rest as it is', async () => {
    let count = 0;
    writeJson(at('f'), count);
    const rig = new SourceRig(at('f'), {
      refresh: false,
      parse: (text, path) => {
        writeJson(at('f'), ++count);
        return parseJson(text, path);
      },
    });
    await rig.clock.stepUntil(rig.start(), SETTLE);
    expect(rig.documents).to.have.lengthOf(1);
  });

  it('without refreshing watches nothing and sets no timer', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'), { refresh: false });
    await rig.start();
    expect(rig.hand.opened).to.equal(0);
    expect(rig.clock.pending).to.equal(0);
  });

  it('without refreshing can be started again after a start that failed', async () => {
    const rig = new SourceRig(at('f'), { refresh: false });
    await problemOf(rig.start());
    writeJson(at('f'), 1);
    await rig.start();
    expect(rig.documents).to.deep.equal([1]);
  });

  it('refreshing goes on after a start that failed', async () => {
    const rig = new SourceRig(at('f'));
    await problemOf(rig.start());
    await rig.hint();
    expect(rig.sink.statuses).to.deep.equal([]);
    writeJson(at('f'), 1);
    await rig.hint();
    expect(rig.documents).to.deep.equal([1]);
    expect(rig.sink.statuses.map(({ kind }) => kind)).to.deep.equal(['healthy']);
    await rig.source.stop();
  });

  it('refuses to be started twice', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    await rig.start();
    const error = await rig.start().catch((reason: unknown) => reason);
    expect(error).to.have.property('message', 'this file source is started already');
    await rig.source.stop();
  });
});
