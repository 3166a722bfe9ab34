import { expect } from 'chai';
import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { parseJson } from '#src/sync/file/document.js';
import { parseYaml } from '#src/sync/file/yaml.js';
import { SourceError } from '#src/sync/source.js';
import { INTERVAL, SETTLE, SourceRig } from '../jig/source-rig.js';
import { tempFolder, writeJson } from '../jig/temp-folder.js';

describe('sync: file source, refreshing', () => {
  const at = tempFolder();
  let rig: SourceRig;
  let parsed: number;

  beforeEach(async () => {
    parsed = 0;
    writeJson(at('f'), 'one');
    rig = new SourceRig(at('f'), {
      parse: (text, path) => {
        parsed++;
        return parseJson(text, path);
      },
    });
    await rig.start();
  });
  afterEach(() => rig.source.stop());

  it('applies a change after a hint, once', async () => {
    writeJson(at('f'), 'two');
    await rig.hint();
    await rig.hint();
    expect(rig.documents).to.deep.equal(['one', 'two']);
    expect(rig.sink.statuses).to.have.lengthOf(1);
  });

  it('finds a change without any hint', async () => {
    writeJson(at('f'), 'two');
    await rig.tick();
    expect(rig.documents).to.deep.equal(['one', 'two']);
  });

  it('watches again, as time passes, where watching has ended', async () => {
    await rig.clock.scheduled(INTERVAL);
    rig.hand.open.get(at())!.onEnd();
    await rig.tick();
    expect(rig.hand.opened).to.equal(2);
  });

  it('does not apply the same content again: rewritten, touched, replaced', async () => {
    writeJson(at('f'), 'one');
    await rig.hint();
    utimesSync(at('f'), 1, 1);
    await rig.tick();
    writeJson(at('g'), 'one');
    renameSync(at('g'), at('f'));
    await rig.hint();
    await rig.source.reload();
    expect(rig.documents).to.deep.equal(['one']);
    expect(parsed).to.equal(1);
  });

  it('does not read at all while nothing has changed', async () => {
    await rig.clock.step(INTERVAL);
    await rig.clock.scheduled(INTERVAL);
    expect([...rig.clock.waiting].map(({ delayMs }) => delayMs)).to.deep.equal([INTERVAL]);
    expect(parsed).to.equal(1);
  });

  it('takes a file put in place of the other, as editors do', async () => {
    writeJson(at('f.tmp'), 'two');
    renameSync(at('f.tmp'), at('f'));
    await rig.hint();
    expect(rig.documents).to.deep.equal(['one', 'two']);
  });

  describe('a file written in parts', () => {
    it('is not read before it is at rest', async () => {
      await rig.clock.scheduled(INTERVAL);
      writeFileSync(at('f'), '"tw');
      rig.hand.hint();
      await rig.clock.scheduled(SETTLE);
      await rig.clock.advance(SETTLE - 1);
      appendFileSync(at('f'), 'o"');
      await rig.clock.advance(1);
      await rig.clock.scheduled(SETTLE);
      expect(parsed).to.equal(1);
      await rig.rest();
      expect(rig.documents).to.deep.equal(['one', 'two']);
      expect(rig.sink.statuses).to.have.lengthOf(1);
    });

    it('is read a second time before it is called broken', async () => {
      await rig.clock.scheduled(INTERVAL);
      writeFileSync(at('f'), '"tw');
      rig.hand.hint();
      await rig.clock.step(SETTLE);
      await rig.clock.scheduled(SETTLE);
      expect(parsed).to.equal(2);
      expect(rig.sink.problem).to.equal('');
      appendFileSync(at('f'), 'o"');
      await rig.rest();
      expect(rig.documents).to.deep.equal(['one', 'two']);
      expect(rig.sink.statuses).to.have.lengthOf(1);
    });

    it('leaves the old content in force while it stays half, and is taken when it is whole', async () => {
      writeFileSync(at('f'), '"tw');
      await rig.hint();
      expect(rig.documents).to.deep.equal(['one']);
      expect(rig.sink.problem).to.contain('line 1, column 4: the document ends inside a string');
      appendFileSync(at('f'), 'o"');
      await rig.hint();
      expect(rig.documents).to.deep.equal(['one', 'two']);
      expect(rig.sink.problem).to.equal('');
    });

    it('is read all the same if it never comes to rest', async () => {
      await rig.clock.scheduled(INTERVAL);
      rig.hand.hint();
      let count = 0;
      const isRead = rig.sink.until(() => rig.documents.length > 1);
      while (rig.documents.length < 2 && count < 100) {
        await Promise.race([isRead, rig.clock.scheduled(SETTLE)]);
        writeJson(at('f'), ++count);
        await rig.clock.advance(SETTLE);
      }
      expect(rig.documents).to.have.lengthOf(2);
      expect(count).to.be.within(40, 60);
    });
  });

  it('keeps the last good content while the file is gone, and takes it back', async () => {
    rmSync(at('f'));
    await rig.hint();
    expect(rig.documents).to.deep.equal(['one']);
    expect(rig.sink.problem).to.equal(`cannot read ${at('f')}: no such file`);
    writeJson(at('f'), 'two');
    await rig.hint();
    expect(rig.documents).to.deep.equal(['one', 'two']);
    expect(rig.sink.problem).to.equal('');
  });

  it('does not report a file that is gone for a moment', async () => {
    await rig.clock.scheduled(INTERVAL);
    rmSync(at('f'));
    rig.hand.hint();
    await rig.clock.step(SETTLE);
    await rig.clock.scheduled(SETTLE);
    writeJson(at('f'), 'two');
    await rig.rest();
    expect(rig.documents).to.deep.equal(['one', 'two']);
    expect(rig.sink.statuses).to.have.lengthOf(1);
  });

  it('tells each problem once', async () => {
    const before = rig.clock.now();
    for (const text of ['{', '{ ', '{', '[', '[']) {
      writeFileSync(at('f'), text);
      await rig.hint();
      await rig.tick();
    }
    const told = rig.sink.statuses.map((status) => (status.kind === 'failing' ? status.problem : 'healthy'));
    expect(told.map((text) => text.replace(/.*column/, 'column'))).to.deep.equal([
      'healthy',
      'column 2: the document ends too early',
      'column 3: the document ends too early',
      'column 2: the document ends too early',
    ]);
    expect(rig.sink.statuses.at(-1))
      .to.have.property('since')
      .that.is.within(before, before + INTERVAL);
    writeJson(at('f'), 'one');
    await rig.hint();
    expect(rig.sink.statuses.at(-1)).to.deep.equal({ kind: 'healthy', warnings: [] });
    expect(rig.documents).to.deep.equal(['one']);
  });

  it('takes the same broken content for broken without reading it as a document again', async () => {
    writeFileSync(at('f'), '{');
    await rig.hint();
    const before = parsed;
    writeFileSync(at('f'), '{');
    await rig.hint();
    expect(parsed).to.equal(before);
  });

  it('reads again, as time passes, what could not be parsed for a reason that may pass', async () => {
    let isAvailable = true;
    const other = new SourceRig(at('f'), {
      parse: (text, path) => {
        if (!isAvailable) throw new SourceError('unavailable', 'no parser');
        return parseJson(text, path);
      },
    });
    await other.start();
    isAvailable = false;
    writeJson(at('f'), 'two');
    await other.hint();
    expect(other.sink.statuses.at(-1)).to.include({ problem: 'no parser', code: 'unavailable' });
    isAvailable = true;
    await other.tick();
    expect(other.documents).to.deep.equal(['one', 'two']);
    await other.source.stop();
  });

  it('refuses a file that has grown too large, and keeps the old content', async () => {
    const small = new SourceRig(at('f'), { maxBytes: 10 });
    await small.start();
    writeJson(at('f'), 'x'.repeat(10));
    await small.hint();
    expect(small.documents).to.deep.equal(['one']);
    expect(small.sink.problem).to.equal(`${at('f')} is larger than the limit of 10 bytes`);
    await small.source.stop();
  });

  it('reads YAML as well', async () => {
    writeFileSync(at('y'), 'a: 1\n');
    const yaml = new SourceRig(at('y'), { parse: parseYaml });
    await yaml.start();
    writeFileSync(at('y'), 'a: [1\nb: 2\n');
    await yaml.hint();
    expect(yaml.sink.problem).to.match(/\/y is not YAML: line 2, column 1: /);
    writeFileSync(at('y'), 'a: 2\n');
    await yaml.hint();
    expect(yaml.documents).to.deep.equal([{ a: 1 }, { a: 2 }]);
    await yaml.source.stop();
  });

  describe('a change during the reading', () => {
    it('is read too, and the older one not applied', async () => {
      const racy = new SourceRig(at('f'), {
        parse: (text, path) => {
          if (text === '"two"') writeJson(at('f'), 'three');
          return parseJson(text, path);
        },
      });
      await racy.start();
      writeJson(at('f'), 'two');
      await racy.hint();
      expect(racy.documents).to.deep.equal(['one', 'three']);
      await racy.source.stop();
    });

    it('that leaves no trace in the stamp is found at the next look', async () => {
      // Its time of writing is so recent, by this clock, that it proves nothing.
      const { clock } = new SourceRig(at('f'));
      await clock.advance(Date.now() - clock.now());
      const recent = new SourceRig(at('f'), { clock, parse: (text, path) => (parsed++, parseJson(text, path)) });
      await recent.start();
      await clock.step(INTERVAL);
      expect((await clock.scheduled(SETTLE)).delayMs).to.equal(SETTLE);
      await recent.source.stop();
    });
  });

  describe('the sink', () => {
    it('gets one set after the other, however long it takes', async () => {
      await rig.clock.scheduled(INTERVAL);
      const begun: unknown[] = [];
      let release = (): void => undefined;
      rig.sink.beforeApply = async ({ document }) => {
        begun.push(document);
        if (document === 'two') await new Promise<void>((resolve) => (release = resolve));
      };
      writeJson(at('f'), 'two');
      rig.hand.hint();
      await rig.clock.stepUntil(
        new Promise<void>((resolve) => {
          const { beforeApply } = rig.sink;
          rig.sink.beforeApply = (set) => {
            resolve();
            return beforeApply(set);
          };
        }),
        SETTLE,
      );
      writeJson(at('f'), 'three');
      rig.hand.hint();
      await rig.clock.advance(INTERVAL);
      expect(begun).to.deep.equal(['two']);
      release();
      await rig.rest();
      expect(begun).to.deep.equal(['two', 'three']);
      expect(rig.documents).to.deep.equal(['one', 'two', 'three']);
    });

    it('that refuses a set is asked again later; the refusal is told once', async () => {
      let isRefusing = true;
      let asked = 0;
      rig.sink.beforeApply = () => {
        asked++;
        if (isRefusing) throw new Error('not this');
      };
      writeJson(at('f'), 'two');
      await rig.hint();
      await rig.tick();
      expect(asked).to.equal(2);
      expect(rig.sink.statuses).to.have.lengthOf(2);
      expect(rig.sink.problem).to.equal(`cannot use ${at('f')}: not this`);
      isRefusing = false;
      await rig.tick();
      expect(rig.documents).to.deep.equal(['one', 'two']);
      expect(rig.sink.problem).to.equal('');
      await rig.tick();
      expect(asked).to.equal(3);
    });
  });

  describe('reload', () => {
    it('reads at once', async () => {
      writeJson(at('f'), 'two');
      await rig.source.reload();
      expect(rig.documents).to.deep.equal(['one', 'two']);
    });

    it('asked for during a reading gets one of its own', async () => {
      await rig.clock.scheduled(INTERVAL);
      writeJson(at('f'), 'two');
      rig.hand.hint();
      await rig.clock.scheduled(SETTLE);
      const reload = rig.source.reload();
      const before = rig.clock.now();
      await rig.clock.stepUntil(reload, SETTLE);
      expect(rig.clock.now() - before).to.be.below(INTERVAL);
      expect(rig.documents).to.deep.equal(['one', 'two']);
    });

    it('works without refreshing', async () => {
      const once = new SourceRig(at('f'), { refresh: false });
      await once.start();
      writeJson(at('f'), 'two');
      await once.source.reload();
      expect(once.documents).to.deep.equal(['one', 'two']);
      rmSync(at('f'));
      await once.clock.stepUntil(once.source.reload(), SETTLE);
      expect(once.sink.problem).to.contain('no such file');
    });

    it('resolves when there is nothing to read for it', async () => {
      const idle = new SourceRig(at('f'));
      await idle.source.reload();
      expect(idle.sink.applied).to.deep.equal([]);
    });
  });
});
