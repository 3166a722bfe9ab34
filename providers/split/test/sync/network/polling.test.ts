import { expect } from 'chai';
import { runtimeOf } from '#src/client/runtime-of.js';
import { flag, flagOf, inRuleBasedSegment, inSegment, allKeys, ruleBasedSegment } from '../../definitions/build.js';
import { json, respond, status, unreachable } from './fake-backend.js';
import { useNetwork } from './use-network.js';

describe('polling the backend', () => {
  const network = useNetwork();

  it('asks by the interval from where it is, and tells which flags have changed', async () => {
    const rig = await network.polling();
    rig.backend.put(flag('a'), flagOf('b', inRuleBasedSegment('beta')));
    await rig.pass(33);
    expect(rig.take()).to.deep.equal(['changed a,b']);
    rig.backend.ruleBasedSegments.set('beta', ruleBasedSegment('beta', [allKeys]));
    await rig.pass(33);
    expect(rig.take()).to.deep.equal(['changed b']);
    expect(rig.treatment('b')).to.equal('on');
    expect(rig.queries()).to.deep.equal([
      's=1.3&since=-1&rbSince=-1',
      's=1.3&since=7&rbSince=-1',
      's=1.3&since=7&rbSince=-1',
      's=1.3&since=7&rbSince=7',
    ]);
    expect(rig.backend.of('auth')).to.be.empty;
  });

  it('keeps to the rates that it is given, flags and segments each', async () => {
    const rig = await network.polling((backend) => backend.put(flagOf('a', inSegment('s'))), {
      featuresRefreshRate: 10,
      segmentsRefreshRate: 100,
    });
    rig.backend.segment('s', 1);
    await rig.pass(220);
    expect(rig.backend.of('splitChanges').length).to.be.within(19, 22);
    expect(rig.backend.of('segmentChanges').length).to.be.within(2, 4);
  });

  it('fetches a segment as soon as a flag refers to it', async () => {
    const rig = await network.polling((backend) => backend.segment('staff', 5, 'ana'), { segmentsRefreshRate: 10_000 });
    rig.backend.put(flagOf('a', inSegment('staff')));
    await rig.pass(33);
    expect(rig.treatment('a', 'ana')).to.equal('on');
    expect(rig.take()).to.deep.equal(['changed a', 'changed a']);
  });

  it('names the flags that follow from a segment, once for each change of it', async () => {
    const rig = await network.polling((backend) => {
      backend.put(flagOf('a', inSegment('staff')), flag('b'));
      backend.segment('staff', 5, 'ana');
    });
    await rig.pass(33);
    expect(rig.take()).to.deep.equal([]);
    rig.backend.answerNext('segmentChanges', json({ added: ['bob'], removed: ['ana'], since: 5, till: 6 }));
    await rig.pass(33);
    expect(rig.take()).to.deep.equal(['changed a']);
    expect([rig.treatment('a', 'ana'), rig.treatment('a', 'bob')]).to.deep.equal(['off', 'on']);
  });

  it('asks for ten segments at a time', async () => {
    const rig = network.rig({ streamingEnabled: false });
    const names = Array.from({ length: 50 }, (_, n) => `s${n}`);
    rig.backend.put(flagOf('a', ...names.map((name) => inSegment(name))));
    for (const name of names) rig.backend.segment(name, 5, 'ana');
    await rig.start();
    await rig.turns();
    await rig.turns();
    expect(rig.started).to.equal('resolved');
    expect(rig.treatment('a')).to.equal('on');
    expect(rig.backend.mostAtOnce).to.equal(10);
  });

  it('goes back neither with the flags nor with a segment (§4.4)', async () => {
    const rig = await network.polling((backend) => {
      backend.put(flag('a', { changeNumber: 10 }), flagOf('b', inSegment('staff')));
      backend.segment('staff', 5, 'ana');
    });
    rig.backend.answerNext('splitChanges', json({ ff: { s: 10, t: 8, d: [flag('a', { killed: true })] } }));
    rig.backend.answerNext('segmentChanges', json({ added: [], removed: ['ana'], till: 4 }));
    await rig.pass(33);
    expect([rig.treatment('a'), rig.treatment('b')]).to.deep.equal(['on', 'on']);
    expect(rig.take()).to.deep.equal([]);
    rig.queries();
    await rig.pass(33);
    expect(rig.backend.of('segmentChanges').map(({ query }) => query)).to.deep.equal(['since=5']);
    expect(rig.queries()).to.deep.equal(['s=1.3&since=10&rbSince=-1']);
  });

  it('takes a flag that is archived away', async () => {
    const rig = await network.polling((backend) => backend.put(flag('a'), flag('b')));
    rig.backend.put(flag('a', { status: 'ARCHIVED', changeNumber: 8 }));
    await rig.pass(33);
    expect(rig.take()).to.deep.equal(['changed a']);
    expect([rig.treatment('a'), rig.treatment('b')]).to.deep.equal(['control', 'on']);
  });

  it('does not apply what comes after it was closed', async () => {
    const rig = await network.polling((backend) => backend.put(flag('a')));
    let arrive: () => void = () => undefined;
    const late = json({ ff: { s: 7, t: 8, d: [flag('a', { killed: true, changeNumber: 8 })] } });
    rig.backend.answer('splitChanges', () => new Promise((resolve) => (arrive = () => resolve(late))));
    await rig.pass(33);
    await rig.factory.destroy();
    arrive();
    await rig.turns();
    expect(rig.take()).to.deep.equal([]);
  });

  it('leaves the definitions alone from the very moment of a close, whatever is being looked at', async () => {
    for (let turn = 0; turn < 30; turn++) {
      const rig = await network.polling((backend) => backend.put(flag('a')));
      const late = json({ ff: { s: 7, t: 8, d: [flag('a', { killed: true, changeNumber: 8 })] } });
      let arrive: () => void = () => undefined;
      rig.backend.answer('splitChanges', () => new Promise((resolve) => (arrive = () => resolve(late))));
      await rig.pass(33);
      arrive();
      for (let waited = 0; waited < turn; waited++) await Promise.resolve();
      const { definitions } = runtimeOf(rig.factory)!;
      const before = definitions.flag('a');
      void rig.factory.destroy();
      await rig.turns();
      expect(definitions.flag('a'), `after ${turn} turns`).to.equal(before);
    }
  });

  describe('that fails', () => {
    it('is stale after the third failure, and an error after errorAfterMillis, and serves on (DECISIONS 21)', async () => {
      const rig = await network.polling((backend) => backend.put(flag('a')));
      let failures = 0;
      const seen: string[] = [];
      rig.backend.answer('splitChanges', () => {
        seen.push(`${failures++} ${rig.told.join()}`);
        return status(500);
      });
      await rig.pass(115);
      expect(seen.slice(0, 4)).to.deep.equal(['0 ', '1 ', '2 ', '3 stale']);
      expect(rig.take()).to.deep.equal(['stale']);
      await rig.pass(50);
      expect(rig.take()).to.deep.equal(['error GENERAL']);
      expect(rig.treatment('a')).to.equal('on');
      rig.backend.down(undefined);
      await rig.pass(31);
      expect(rig.take()).to.deep.equal(['ready']);
    });

    for (const code of [401, 403, 404]) {
      it(`with ${code} is stale and at once an error, never fatal, and asks in minutes (DECISIONS 20, 48)`, async () => {
        const rig = await network.polling((backend) => backend.put(flag('a')));
        rig.backend.down(status(code));
        await rig.pass(33);
        expect(rig.take()).to.deep.equal(['stale', 'error GENERAL']);
        rig.queries();
        await rig.pass(290);
        expect(rig.queries()).to.deep.equal([]);
        expect(rig.treatment('a')).to.equal('on');
        rig.backend.down(undefined);
        await rig.pass(1_800);
        expect(rig.take()).to.deep.equal(['ready']);
      });
    }

    for (const [what, outcome] of [
      ['no connection', unreachable],
      ['HTML', respond(200, '<html></html>', 'text/html')],
      ['half of an answer', respond(200, '{"ff"')],
      ['500', status(500)],
    ] as const) {
      it(`keeps what there is through a storm of it (${what}), and is ready again after it`, async () => {
        const rig = await network.polling((backend) => backend.put(flag('a')));
        rig.backend.down(outcome);
        await rig.pass(3_600);
        expect(rig.treatment('a')).to.equal('on');
        expect(rig.log.at('warn').filter((line) => line.includes('splitChanges'))).to.have.lengthOf(1);
        rig.backend.down(undefined);
        rig.backend.put(flag('a', { changeNumber: 8, killed: true }));
        await rig.pass(31);
        expect(rig.treatment('a')).to.equal('off');
        expect(rig.told.at(-1)).to.equal('ready');
      });
    }

    it('only for one segment says so and stays ready, and has it when it is there', async () => {
      const rig = await network.polling((backend) => {
        backend.put(flagOf('a', inSegment('staff')), flagOf('b', inSegment('others')));
        backend.segment('others', 1, 'ana');
      });
      await rig.pass(600);
      expect(rig.take()).to.deep.equal([]);
      // Not more often than the rest.
      expect(rig.backend.of('segmentChanges').filter(({ rest }) => rest === 'staff').length).to.be.within(15, 21);
      rig.backend.segment('staff', 5, 'ana');
      await rig.pass(33);
      expect(rig.take()).to.deep.equal(['changed a']);
    });

    it('for the only segment there is asks no more often for it than for others', async () => {
      const rig = await network.polling((backend) => backend.put(flagOf('a', inSegment('staff'))));
      await rig.pass(600);
      expect(rig.backend.of('segmentChanges').length).to.be.within(15, 21);
    });

    it('is stale at once where only somebody can mend it: a certificate', async () => {
      const rig = await network.polling((backend) => backend.put(flag('a')));
      rig.backend.down({ kind: 'failed', problem: 'tls', message: 'sdk.test: not trusted' });
      await rig.pass(33);
      expect(rig.take()).to.deep.equal(['stale']);
      await rig.pass(121);
      expect(rig.take()).to.deep.equal(['error GENERAL']);
    });
  });

  describe('through an older proxy (§4.3)', () => {
    const legacy = (since: number, till: number, ...splits: unknown[]) => json({ splits, since, till });

    it('asks for the older version at once, without rule-based segments, and stays with it', async () => {
      const rig = network.rig({ streamingEnabled: false });
      rig.backend.answer('splitChanges', ({ query }) => {
        if (query.startsWith('s=1.3')) return status(400);
        return query.includes('since=-1') ? legacy(-1, 7, flag('a')) : legacy(7, 7);
      });
      await rig.start();
      expect(rig.started).to.equal('resolved');
      expect(rig.queries()).to.deep.equal(['s=1.3&since=-1&rbSince=-1', 's=1.2&since=-1', 's=1.2&since=7']);
      await rig.pass(33);
      expect(rig.queries()).to.deep.equal(['s=1.2&since=7']);
    });

    it('starts over with everything when a day later the proxy understands', async () => {
      const rig = network.rig({ streamingEnabled: false, featuresRefreshRate: 3_600 });
      rig.backend.answer('splitChanges', ({ query }) => {
        if (query.startsWith('s=1.3')) return status(400);
        return query.includes('since=-1')
          ? legacy(-1, 700, flag('a', { changeNumber: 700 }), flag('old'))
          : legacy(700, 700);
      });
      await rig.start();
      rig.take();
      await rig.pass(80_000);
      // A day later, and still too old: another day.
      rig.queries();
      await rig.pass(11_000);
      expect(rig.queries()).to.include('s=1.3&since=-1&rbSince=-1').and.include('s=1.2&since=700');
      rig.queries();
      await rig.pass(80_000);
      expect(rig.queries().filter((query) => query.startsWith('s=1.3'))).to.be.empty;
      rig.backend.answer('splitChanges', undefined);
      rig.backend.put(flag('a', { changeNumber: 8, killed: true }));
      rig.queries();
      rig.take();
      await rig.pass(11_000);
      expect(rig.queries()).to.include('s=1.3&since=-1&rbSince=-1');
      expect([rig.treatment('a'), rig.treatment('old')]).to.deep.equal(['off', 'control']);
      expect(rig.take()).to.deep.equal(['changed a,old']);
    });

    it('does not blame the version for a 400 that has another reason', async () => {
      const rig = network.rig({ streamingEnabled: false });
      rig.backend.answerNext('splitChanges', status(400), status(400));
      await rig.start();
      await rig.pass(2);
      expect(rig.queries()).to.deep.equal(['s=1.3&since=-1&rbSince=-1', 's=1.2&since=-1', 's=1.3&since=-1&rbSince=-1']);
    });

    it('does not ask the vendor for an older version', async () => {
      const rig = network.rig({ streamingEnabled: false, urls: { sdk: 'https://sdk.split.io/api' } });
      rig.backend.answer('reports', () => status(400));
      await rig.start();
      expect(rig.backend.received.map(({ query }) => query)).to.deep.equal(['s=1.3&since=-1&rbSince=-1']);
    });
  });

  describe('of segments that cannot be had', () => {
    const withSegments = (count: number) =>
      network.polling((backend) => {
        backend.put(...Array.from({ length: count }, (_, n) => flagOf(`f${n}`, inSegment(`s${n}`))));
        backend.answer('segmentChanges', () => status(500));
      });

    it('says each of a few', async () => {
      const rig = await withSegments(2);
      const cause = 'segmentChanges: the backend answered 500';
      expect(rig.log.at('warn')).to.deep.equal([
        `the segment "s0" could not be fetched: ${cause}`,
        `the segment "s1" could not be fetched: ${cause}`,
      ]);
    });

    it('says once that there are many, however many, and however often they are tried', async () => {
      const rig = await withSegments(1_500);
      for (let time = 0; time < 3; time++) await rig.pass(60);
      expect(rig.log.at('warn')).to.deep.equal([
        'many segments could not be fetched, "s0" for one: segmentChanges: the backend answered 500',
      ]);
    });
  });
});
