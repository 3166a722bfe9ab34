import { expect } from 'chai';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseJson } from '#src/sync/file/document.js';
import { segmentsIn, SETTLE, INTERVAL, SourceRig } from '../jig/source-rig.js';
import { tempFolder, writeJson } from '../jig/temp-folder.js';

describe('sync: file source, further files', () => {
  const at = tempFolder();
  let rig: SourceRig;

  beforeEach(() => {
    mkdirSync(at('segments'));
    rig = new SourceRig(at('f'), { further: segmentsIn(at('segments')) });
  });
  afterEach(() => rig.source.stop());

  function furtherNow(): Record<string, unknown> {
    return Object.fromEntries(rig.sink.last?.further ?? []);
  }

  it('come with the document that asks for them', async () => {
    writeJson(at('f'), ['a', 'b', 'a']);
    writeJson(at('segments/a.json'), 1);
    writeJson(at('segments/b.json'), 2);
    await rig.start();
    expect(rig.sink.applied).to.deep.equal([
      {
        document: ['a', 'b', 'a'],
        further: new Map([
          ['a', 1],
          ['b', 2],
        ]),
      },
    ]);
    expect(rig.sink.warnings).to.deep.equal([]);
  });

  it('are absent with a warning while they are missing', async () => {
    writeJson(at('f'), ['a', 'b']);
    writeJson(at('segments/b.json'), 2);
    await rig.start();
    expect(furtherNow()).to.deep.equal({ b: 2 });
    expect(rig.sink.warnings).to.deep.equal([`cannot read ${at('segments/a.json')}: no such file`]);
    writeJson(at('segments/a.json'), 1);
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 1, b: 2 });
    expect(rig.sink.warnings).to.deep.equal([]);
    expect(rig.sink.applied).to.have.lengthOf(2);
  });

  it('are found by the clock alone, in a directory that appears later too', async () => {
    rmSync(at('segments'), { recursive: true });
    writeJson(at('f'), ['a']);
    await rig.start();
    expect(rig.sink.warnings).to.have.lengthOf(1);
    mkdirSync(at('segments'));
    writeJson(at('segments/a.json'), 1);
    await rig.tick();
    expect(furtherNow()).to.deep.equal({ a: 1 });
    expect(rig.hand.directories).to.deep.equal([at(), at('segments')]);
  });

  it('are absent with a warning when they cannot be read as documents', async () => {
    writeJson(at('f'), ['a', 'b', 'c']);
    writeFileSync(at('segments/a.json'), '{');
    mkdirSync(at('segments/b.json'));
    writeJson(at('segments/c.json'), 3);
    await rig.start();
    expect(furtherNow()).to.deep.equal({ c: 3 });
    expect(rig.sink.warnings).to.deep.equal([
      `${at('segments/a.json')} is not JSON: line 1, column 2: the document ends too early`,
      `cannot read ${at('segments/b.json')}: it is a directory`,
    ]);
  });

  it('keep their last good content while they are broken, and lose it when they are deleted', async () => {
    writeJson(at('f'), ['a']);
    writeJson(at('segments/a.json'), 1);
    await rig.start();
    writeFileSync(at('segments/a.json'), '{');
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 1 });
    expect(rig.sink.applied).to.have.lengthOf(1);
    expect(rig.sink.warnings[0]).to.match(/a\.json is not JSON: .* \(its last good content stays in force\)$/);
    rmSync(at('segments/a.json'));
    await rig.hint();
    expect(furtherNow()).to.deep.equal({});
    expect(rig.sink.warnings).to.deep.equal([`cannot read ${at('segments/a.json')}: no such file`]);
  });

  it('are read a second time before they are called missing', async () => {
    writeJson(at('f'), ['a']);
    writeJson(at('segments/a.json'), 1);
    await rig.start();
    await rig.clock.scheduled(INTERVAL);
    rmSync(at('segments/a.json'));
    rig.hand.hint();
    await rig.clock.step(SETTLE);
    await rig.clock.scheduled(SETTLE);
    writeJson(at('segments/a.json'), 2);
    await rig.rest();
    expect(rig.sink.applied.map(({ further }) => [...further])).to.deep.equal([[['a', 1]], [['a', 2]]]);
    expect(rig.sink.statuses).to.have.lengthOf(1);
  });

  it('follow the document: added, changed, dropped', async () => {
    writeJson(at('f'), ['a']);
    writeJson(at('segments/a.json'), 1);
    writeJson(at('segments/b.json'), 2);
    await rig.start();
    writeJson(at('f'), ['a', 'b']);
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 1, b: 2 });
    writeJson(at('segments/b.json'), 3);
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 1, b: 3 });
    writeJson(at('f'), ['b']);
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ b: 3 });
    writeJson(at('segments/a.json'), 4);
    await rig.hint();
    await rig.tick();
    expect(rig.sink.applied).to.have.lengthOf(4);
  });

  it('stay as they are while the main file is broken', async () => {
    writeJson(at('f'), ['a']);
    writeJson(at('segments/a.json'), 1);
    await rig.start();
    writeFileSync(at('f'), '[');
    writeJson(at('segments/a.json'), 2);
    const before = rig.clock.now();
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 1 });
    expect(rig.clock.now() - before).to.equal(2 * SETTLE);
    writeJson(at('f'), ['a']);
    await rig.hint();
    expect(furtherNow()).to.deep.equal({ a: 2 });
  });

  it('are read anew when only they change during the reading', async () => {
    writeJson(at('f'), ['a', 'b']);
    writeJson(at('segments/a.json'), 1);
    writeJson(at('segments/b.json'), 1);
    const racy = new SourceRig(at('f'), {
      refresh: false,
      further: {
        ...segmentsIn(at('segments')),
        parse: (text, path) => {
          if (text === '1') for (const name of ['a', 'b']) writeJson(at(`segments/${name}.json`), 2);
          return parseJson(text, path);
        },
      },
    });
    await racy.clock.stepUntil(racy.start(), SETTLE);
    expect(racy.sink.applied.map(({ further }) => [...further.values()])).to.deep.equal([[2, 2]]);
  });

  it('stay inside their directory, whatever they are called', async () => {
    writeJson(at('secret.json'), 'secret');
    writeJson(at('segments/__proto__.json'), 1);
    const hostile = ['../secret', at('secret'), '..', '', 'a\0', '..\\secret', 'sub/x'];
    writeJson(at('f'), [...hostile, ...hostile, '__proto__']);
    await rig.start();
    expect([...rig.sink.last!.further]).to.deep.equal([['__proto__', 1]]);
    expect(rig.sink.warnings).to.have.lengthOf(hostile.length);
    for (const warning of rig.sink.warnings) expect(warning).to.contain('cannot be a file name');
    expect(rig.hand.directories).to.deep.equal([at(), at('segments')]);
  });

  it('may be many', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `s${index}`);
    for (const name of names) writeJson(at(`segments/${name}.json`), name);
    writeJson(at('f'), names);
    await rig.start();
    expect([...rig.sink.last!.further]).to.deep.equal(names.map((name) => [name, name]));
    expect(rig.hand.opened).to.equal(2);
  });

  it('asked for by a function that throws: the document is unusable', async () => {
    writeJson(at('f'), 7);
    const error = await rig.start().catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'invalid');
    expect(error)
      .to.have.property('message')
      .that.match(/^cannot use .*\/f: .*iterable/);
  });
});
