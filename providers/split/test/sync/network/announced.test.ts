import { expect } from 'chai';
import { flag, flagOf, inRuleBasedSegment, inSegment, allKeys, ruleBasedSegment } from '../../definitions/build.js';
import { json, status } from './fake-backend.js';
import { useNetwork } from './use-network.js';

const packed = (definition: unknown): string => Buffer.from(JSON.stringify(definition)).toString('base64');
const inline = (changeNumber: number, pcn: number, definition: unknown, type = 'SPLIT_UPDATE') => ({
  type,
  changeNumber,
  pcn,
  c: 0,
  d: packed(definition),
});

describe('what is announced on the stream (§5.5)', () => {
  const network = useNetwork();
  const withFlag = () => network.streaming((backend) => backend.put(flag('a', { changeNumber: 10 })));

  it('is fetched past the caches of browsers', async () => {
    const rig = await withFlag();
    rig.backend.put(flag('a', { changeNumber: 20, killed: true }));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    await rig.turns();
    expect(rig.backend.of('splitChanges')[0]!.headers).to.include({ 'Cache-Control': 'no-cache' });
    expect(rig.queries()).to.deep.equal(['s=1.3&since=10&rbSince=-1', 's=1.3&since=20&rbSince=-1']);
    expect(rig.treatment('a')).to.equal('off');
    expect(rig.take()).to.deep.equal(['changed a']);
  });

  it('is nothing where it is known already: twice, or out of order', async () => {
    const rig = await withFlag();
    for (const changeNumber of [10, 9, -1]) rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber });
    rig.backend.push({ type: 'RB_SEGMENT_UPDATE', changeNumber: -1 });
    await rig.turns();
    expect(rig.queries()).to.be.empty;
  });

  it('is fetched in one loop, however often it is announced', async () => {
    const rig = await withFlag();
    let answer: () => void = () => undefined;
    const last = json({ ff: { s: 1_010, t: 1_010, d: [flag('a', { changeNumber: 1_010, killed: true })] } });
    rig.backend.answer('splitChanges', () => new Promise((resolve) => (answer = () => resolve(last))));
    for (let n = 1; n <= 1_000; n++) rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 10 + n });
    await rig.turns();
    expect(rig.backend.of('splitChanges')).to.have.lengthOf(1);
    answer();
    await rig.turns();
    expect(rig.backend.of('splitChanges')).to.have.lengthOf(1);
    expect(rig.treatment('a')).to.equal('off');
  });

  it('is tried ten times with growing waits where the backend does not know of it yet, then past all caches (§4.7)', async () => {
    const rig = await withFlag();
    const at: number[] = [];
    const began = rig.clock.now();
    rig.backend.answer('splitChanges', () => {
      at.push((rig.clock.now() - began) / 1_000);
      return undefined;
    });
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    for (let i = 0; i < 80; i++) {
      await rig.pass(10);
      rig.backend.stream.listener.alive();
    }
    expect(at.slice(0, 11)).to.deep.equal([0, 10, 30, 70, 130, 190, 250, 310, 370, 430, 430]);
    const queries = rig.queries();
    expect(queries[9]).to.equal('s=1.3&since=10&rbSince=-1');
    expect(queries[10]).to.equal('s=1.3&since=10&rbSince=-1&till=20');
    for (let i = 0; i < 80; i++) {
      await rig.pass(10);
      rig.backend.stream.listener.alive();
    }
    expect(at).to.have.lengthOf(20);
    expect(rig.log.at('warn').join()).to.include('does not know of it');
    expect(rig.take()).to.deep.equal([]);
  });

  it('begins anew with something newer', async () => {
    const rig = await withFlag();
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    await rig.pass(10);
    expect(rig.queries()).to.have.lengthOf(2);
    rig.backend.put(flag('a', { changeNumber: 30 }));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 30 });
    await rig.turns();
    expect(rig.queries()).to.have.lengthOf(2);
    await rig.pass(50);
    expect(rig.queries()).to.be.empty;
  });

  it('begins anew with something newer, where it was past the caches already', async () => {
    const rig = await withFlag();
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    for (let i = 0; i < 44; i++) {
      await rig.pass(10);
      rig.backend.stream.listener.alive();
    }
    expect(rig.queries().at(-1)).to.include('till=20');
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 30 });
    await rig.turns();
    expect(rig.queries()).to.deep.equal(['s=1.3&since=10&rbSince=-1']);
  });

  it('is tried again after failures, and makes a status of them and of their end', async () => {
    const rig = await withFlag();
    rig.backend.put(flag('a', { changeNumber: 20, killed: true }));
    rig.backend.down(status(500));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    await rig.pass(30);
    expect(rig.take()).to.deep.equal(['stale']);
    rig.backend.stream.listener.alive();
    rig.backend.down(undefined);
    await rig.pass(40);
    expect(rig.take()).to.deep.equal(['changed a', 'ready']);
  });

  it('is left to the long waits where the key is refused meanwhile, and comes when it is good', async () => {
    const rig = await withFlag();
    rig.backend.put(flag('a', { changeNumber: 20, killed: true }));
    rig.backend.down(status(401));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    await rig.turns();
    expect(rig.take()).to.deep.equal(['stale', 'error GENERAL']);
    for (let i = 0; i < 29; i++) {
      await rig.pass(10);
      rig.backend.stream.listener.alive();
    }
    expect(rig.queries()).to.have.lengthOf(1);
    rig.backend.down(undefined);
    for (let i = 0; i < 180; i++) {
      await rig.pass(10);
      rig.backend.stream.listener.alive();
    }
    expect(rig.treatment('a')).to.equal('off');
    expect(rig.take()).to.have.members(['ready', 'changed a']);
  });

  it('is no longer fetched for itself when the stream goes', async () => {
    const rig = await withFlag();
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 20 });
    await rig.turns();
    rig.backend.answer('auth', () => status(401));
    rig.backend.end();
    await rig.turns();
    rig.queries();
    await rig.pass(29);
    expect(rig.queries()).to.be.empty;
  });

  describe('with its definition (§5.4)', () => {
    it('is applied without a request', async () => {
      const rig = await withFlag();
      rig.backend.push(inline(20, 10, flag('a', { changeNumber: 20, killed: true })));
      rig.backend.push(inline(30, 20, flag('b', { changeNumber: 30 })));
      await rig.turns();
      expect([rig.treatment('a'), rig.treatment('b')]).to.deep.equal(['off', 'on']);
      expect(rig.queries()).to.be.empty;
      expect(rig.take()).to.deep.equal(['changed a', 'changed b']);
      rig.backend.end();
      await rig.turns();
      expect(rig.queries()).to.deep.equal(['s=1.3&since=30&rbSince=-1']);
    });

    it('removes what is archived, and what leaves the flag sets that are synchronised', async () => {
      const rig = await network.streaming(
        (backend) =>
          backend.put(flag('a', { changeNumber: 10, sets: ['s'] }), flag('b', { changeNumber: 10, sets: ['s'] })),
        { flagSetsFilter: ['s'] },
      );
      rig.backend.push(inline(20, 10, flag('a', { changeNumber: 20, status: 'ARCHIVED', sets: ['s'] })));
      rig.backend.push(inline(30, 20, flag('b', { changeNumber: 30, sets: ['t'] })));
      await rig.turns();
      expect(rig.factory.manager().splitNames()).to.deep.equal([]);
      expect(rig.queries()).to.be.empty;
    });

    it('fetches the segments that it is the first to refer to', async () => {
      const rig = await withFlag();
      rig.backend.segment('staff', 5, 'ana');
      rig.backend.push(inline(20, 10, { ...flagOf('a', inSegment('staff')), changeNumber: 20 }));
      await rig.turns();
      expect([rig.treatment('a', 'ana'), rig.treatment('a', 'bob')]).to.deep.equal(['on', 'off']);
    });

    it('is applied to rule-based segments by their own number', async () => {
      const rig = await network.streaming((backend) => {
        backend.put(flagOf('a', inRuleBasedSegment('beta')));
        backend.ruleBasedSegments.set('beta', ruleBasedSegment('beta', [inSegment('none')]));
        backend.segment('none', 1);
      });
      const definition = { ...ruleBasedSegment('beta', [allKeys]), changeNumber: 20 };
      rig.backend.push(inline(20, 7, definition, 'RB_SEGMENT_UPDATE'));
      await rig.turns();
      expect(rig.treatment('a')).to.equal('on');
      expect(rig.queries()).to.be.empty;
      expect(rig.take()).to.deep.equal(['changed a']);
    });

    const now = flag('a', { changeNumber: 20, killed: true });
    for (const [what, notification] of [
      ['does not follow on what is stored', inline(20, 15, now)],
      ['is no base64', { ...inline(20, 10, now), d: '%%%%' }],
      ['is no JSON', { ...inline(20, 10, now), d: 'AAAA' }],
      ['is compressed in another way than it says', { ...inline(20, 10, now), c: 1 }],
      ['is compressed in a way nobody knows', { ...inline(20, 10, now), c: 9 }],
      ['has no name', inline(20, 10, { changeNumber: 20 })],
      ['is no definition', inline(20, 10, [])],
      [
        'refers to a rule-based segment that is not there',
        inline(20, 10, { ...flagOf('a', inRuleBasedSegment('absent')), changeNumber: 20 }),
      ],
    ] as const) {
      it(`is fetched where it ${what}`, async () => {
        const rig = await withFlag();
        rig.backend.put(now);
        rig.backend.push(notification);
        await rig.turns();
        expect(rig.queries()[0]).to.equal('s=1.3&since=10&rbSince=-1');
        expect(rig.treatment('a')).to.equal('off');
      });
    }

    it('is applied once, also when it comes twice or late', async () => {
      const rig = await withFlag();
      const first = inline(20, 10, flag('a', { changeNumber: 20, killed: true }));
      rig.backend.push(first);
      rig.backend.push(first);
      rig.backend.push(inline(30, 20, flag('a', { changeNumber: 30 })));
      rig.backend.push(first);
      await rig.turns();
      expect(rig.treatment('a')).to.equal('on');
      expect(rig.take()).to.deep.equal(['changed a', 'changed a']);
      expect(rig.queries()).to.be.empty;
    });

    it('that cannot be evaluated is kept as such, like any other', async () => {
      const rig = await withFlag();
      const odd = {
        ...flag('a', { changeNumber: 20 }),
        conditions: [{ matcherGroup: { matchers: [{ matcherType: 'WHAT' }] } }],
      };
      rig.backend.push(inline(20, 10, odd));
      await rig.turns();
      expect(rig.treatment('a')).to.equal('control');
      expect(rig.log.at('warn').join()).to.include('feature flag "a" cannot be evaluated');
    });
  });

  describe('as a kill', () => {
    const kill = { type: 'SPLIT_KILL', changeNumber: 20, splitName: 'a', defaultTreatment: 'dead' };

    it('takes effect at once, and the rest of it is fetched', async () => {
      const rig = await withFlag();
      let answer: () => void = () => undefined;
      const full = json({
        ff: { s: 20, t: 20, d: [flag('a', { changeNumber: 20, killed: true, defaultTreatment: 'dead' })] },
      });
      rig.backend.answer('splitChanges', () => new Promise((resolve) => (answer = () => resolve(full))));
      rig.backend.push(kill);
      expect(rig.treatment('a')).to.equal('dead');
      expect(rig.take()).to.deep.equal(['changed a']);
      await rig.turns();
      expect(rig.queries()).to.deep.equal(['s=1.3&since=10&rbSince=-1']);
      answer();
      await rig.turns();
      expect(rig.treatment('a')).to.equal('dead');
      expect(rig.take()).to.deep.equal([]);
    });

    it('is nothing where it is older than what is there', async () => {
      const rig = await withFlag();
      rig.backend.push({ ...kill, changeNumber: 10 });
      await rig.turns();
      expect(rig.treatment('a')).to.equal('on');
      expect(rig.queries()).to.be.empty;
    });

    it('is nothing where what is stored is newer, though the flag itself is older', async () => {
      const rig = await network.streaming((backend) => backend.put(flag('a', { changeNumber: 5 }), flag('b')));
      rig.backend.push({ ...kill, changeNumber: 7 });
      expect(rig.treatment('a')).to.equal('on');
    });

    it('that comes twice is fetched by one loop', async () => {
      const rig = await withFlag();
      rig.backend.push(kill);
      await rig.pass(5);
      rig.backend.push(kill);
      await rig.turns();
      expect(rig.queries()).to.have.lengthOf(1);
    });

    it('does not say that all is well where it comes through a failing backend', async () => {
      const rig = await withFlag();
      rig.backend.down(status(500));
      rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 15 });
      await rig.pass(30);
      expect(rig.take()).to.deep.equal(['stale']);
      rig.backend.push(kill);
      expect(rig.take()).to.deep.equal(['changed a']);
    });
  });

  describe('of a segment', () => {
    const withSegment = () =>
      network.streaming((backend) => {
        backend.put(flagOf('a', inSegment('staff')), flagOf('b', inSegment('others')));
        backend.segment('staff', 5, 'ana');
        backend.segment('others', 5, 'ana');
      });
    const update = (changeNumber: number, segmentName = 'staff') => ({
      type: 'SEGMENT_UPDATE',
      changeNumber,
      segmentName,
    });

    it('is fetched, that segment only', async () => {
      const rig = await withSegment();
      rig.backend.segment('staff', 6, 'ana', 'bob');
      rig.backend.push(update(6));
      rig.backend.push(update(6));
      await rig.turns();
      expect(rig.treatment('a', 'bob')).to.equal('on');
      expect(rig.backend.of('segmentChanges').map(({ rest, query }) => `${rest} ${query}`)).to.deep.equal([
        'staff since=5',
        'staff since=6',
      ]);
      expect(rig.take()).to.deep.equal(['changed a']);
    });

    it('is made up for when the segment comes into use again: what was announced meanwhile was none of ours', async () => {
      const rig = await withSegment();
      const before = rig.backend.flags.get('a')!;
      const since = before.changeNumber!;
      rig.backend.push(inline(since + 1, since, flag('a', { changeNumber: since + 1 })));
      await rig.turns();
      rig.backend.segment('staff', 6, 'ana', 'bob');
      rig.backend.push(update(6));
      await rig.turns();
      rig.backend.push(inline(since + 2, since + 1, { ...before, changeNumber: since + 2 }));
      await rig.turns();
      expect(rig.backend.of('segmentChanges')[0]).to.deep.include({ rest: 'staff', query: 'since=5' });
      expect(rig.treatment('a', 'bob')).to.equal('on');
    });

    it('is nothing where it is known, or where nobody asks for the segment', async () => {
      const rig = await withSegment();
      rig.backend.push(update(5));
      rig.backend.push(update(9, 'stranger'));
      await rig.turns();
      expect(rig.backend.of('segmentChanges')).to.be.empty;
    });

    it('is tried again with growing waits, and past the caches in the end', async () => {
      const rig = await withSegment();
      rig.backend.push(update(6));
      for (let i = 0; i < 44; i++) {
        await rig.pass(10);
        rig.backend.stream.listener.alive();
      }
      expect(rig.backend.of('segmentChanges')[10]!.query).to.equal('since=5&till=6');
      rig.backend.segment('staff', 6, 'bob');
      await rig.pass(20);
      expect(rig.treatment('a', 'bob')).to.equal('on');
    });

    it('that fails changes no status', async () => {
      const rig = await withSegment();
      rig.backend.answer('segmentChanges', () => status(401));
      rig.backend.push(update(6));
      await rig.pass(60);
      expect(rig.take()).to.deep.equal([]);
    });
  });
});
