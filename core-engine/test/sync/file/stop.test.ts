import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseJson } from '#src/sync/file/document.js';
import { INTERVAL, SETTLE, SourceRig } from '../jig/source-rig.js';
import { tempFolder, writeJson } from '../jig/temp-folder.js';

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

/** Long enough for any reading that goes on by itself to show: as many rounds through the file system as it takes, and more. */
async function aFewTurns(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await stat('.');
}

describe('sync: file source, at stop', () => {
  const at = tempFolder();

  it('closes its watches and timers, and can be stopped again', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    await rig.source.stop();
    await rig.start();
    await rig.clock.scheduled(INTERVAL);
    expect(rig.hand.directories).to.deep.equal([at()]);
    await rig.source.stop();
    await rig.source.stop();
    expect(rig.hand.directories).to.deep.equal([]);
    expect(rig.clock.pending).to.equal(0);
  });

  it('delivers nothing afterwards', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    await rig.start();
    await rig.clock.scheduled(INTERVAL);
    const { onHint } = rig.hand.open.get(at())!;
    await rig.source.stop();
    writeJson(at('f'), 2);
    onHint(null);
    await rig.clock.advance(INTERVAL * 2);
    await aFewTurns();
    expect(rig.documents).to.deep.equal([1]);
    expect(rig.sink.statuses).to.have.lengthOf(1);
  });

  it('during the first reading: start rejects, nothing is applied', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    const started = rig.start().catch(codeOf);
    await rig.source.stop();
    expect(await started).to.equal('stopped');
    await aFewTurns();
    expect(rig.sink.applied).to.deep.equal([]);
    expect(rig.sink.statuses).to.deep.equal([]);
    expect(rig.hand.directories).to.deep.equal([]);
  });

  it('at any moment of a reading: nothing of the caller is called afterwards', async () => {
    writeJson(at('f'), ['a']);
    writeJson(at('a.json'), 1);
    for (let turns = 0; turns < 20; turns++) {
      let isStopped = false;
      const late: string[] = [];
      const note = (what: string): void => {
        if (isStopped) late.push(what);
      };
      const parse = (text: string, path: string): unknown => {
        note('parse');
        return parseJson(text, path);
      };
      const names = (document: unknown): string[] => {
        note('names');
        return document as string[];
      };
      const rig = new SourceRig(at('f'), { parse, further: { directory: at(), extension: '.json', parse, names } });
      rig.sink.beforeApply = () => {
        note('apply');
      };
      const started = rig.start().catch(codeOf);
      await aFewTurns(turns);
      await rig.source.stop();
      isStopped = true;
      const told = rig.sink.statuses.length;
      expect(await started).to.be.oneOf([undefined, 'stopped']);
      await aFewTurns();
      expect(late).to.deep.equal([]);
      expect(rig.sink.statuses).to.have.lengthOf(told);
      expect(rig.hand.directories).to.deep.equal([]);
      expect(rig.clock.pending).to.equal(0);
    }
  });

  it('while a document is being parsed: start rejects at once, nothing is applied', async () => {
    writeJson(at('f'), 1);
    let release = (): void => undefined;
    let isParsing = (): void => undefined;
    const parsing = new Promise<void>((resolve) => (isParsing = resolve));
    const rig = new SourceRig(at('f'), {
      parse: async (text, path) => {
        isParsing();
        await new Promise<void>((resolve) => (release = resolve));
        return parseJson(text, path);
      },
    });
    const started = rig.start().catch(codeOf);
    await parsing;
    await rig.source.stop();
    expect(await started).to.equal('stopped');
    release();
    await aFewTurns();
    expect(rig.sink.applied).to.deep.equal([]);
    expect(rig.sink.statuses).to.deep.equal([]);
  });

  it('during a settle period: nothing is read any more', async () => {
    writeJson(at('f'), 1);
    let parsed = 0;
    const rig = new SourceRig(at('f'), { parse: (text, path) => (parsed++, parseJson(text, path)) });
    await rig.start();
    await rig.clock.scheduled(INTERVAL);
    writeJson(at('f'), 2);
    rig.hand.hint();
    await rig.clock.scheduled(SETTLE);
    const reload = rig.source.reload();
    await rig.source.stop();
    await reload;
    expect(rig.clock.pending).to.equal(0);
    await aFewTurns();
    expect(parsed).to.equal(1);
  });

  it('while the sink is applying: does not wait for it, and says nothing more', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    rig.sink.beforeApply = () => rig.source.stop();
    expect(await rig.start().catch(codeOf)).to.equal('stopped');
    await aFewTurns();
    expect(rig.documents).to.deep.equal([1]);
    expect(rig.sink.statuses).to.deep.equal([]);
  });

  it('while the sink is applying what it will refuse: leaves no rejection behind', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    rig.sink.beforeApply = async () => {
      await rig.source.stop();
      throw new Error('too late');
    };
    expect(await rig.start().catch(codeOf)).to.equal('stopped');
    await aFewTurns();
    expect(rig.sink.statuses).to.deep.equal([]);
  });

  it('can be started again, and tells and applies everything anew', async () => {
    writeJson(at('f'), 1);
    const rig = new SourceRig(at('f'));
    await rig.start();
    await rig.source.stop();
    await rig.start();
    await rig.rest();
    writeJson(at('f'), 2);
    await rig.hint();
    await rig.source.stop();
    expect(rig.documents).to.deep.equal([1, 1, 2]);
    expect(rig.sink.statuses).to.have.lengthOf(2);
  });

  it('started again, does not let an older set end up on top of a newer one', async () => {
    writeJson(at('f'), 'old');
    const rig = new SourceRig(at('f'), { refresh: false });
    let release = (): void => undefined;
    let isApplying = (): void => undefined;
    const applying = new Promise<void>((resolve) => (isApplying = resolve));
    rig.sink.beforeApply = async ({ document }) => {
      if (document !== 'old') return;
      isApplying();
      await new Promise<void>((resolve) => (release = resolve));
    };
    const first = rig.start().catch(codeOf);
    await applying;
    await rig.source.stop();
    expect(await first).to.equal('stopped');
    writeFileSync(at('f'), '"new"');
    const second = rig.start();
    await aFewTurns();
    expect(rig.documents).to.deep.equal([]);
    release();
    await second;
    expect(rig.documents).to.deep.equal(['old', 'new']);
  });
});
