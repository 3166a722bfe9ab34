import { expect } from 'chai';
import { SplitFactory } from '#src/client/factory.js';
import { flag, flagOf, inSegment } from '../../definitions/build.js';
import { json, respond, status, unreachable } from './fake-backend.js';
import { useNetwork } from './use-network.js';

describe('the start of a factory with an SDK key', () => {
  const network = useNetwork();

  it('fetches flags to the end, then their segments, and is ready', async () => {
    const rig = network.rig();
    rig.backend.put(flagOf('a', inSegment('staff')));
    rig.backend.segment('staff', 5, 'ana');
    await rig.start();
    expect(rig.started).to.equal('resolved');
    expect([rig.treatment('a', 'ana'), rig.treatment('a', 'bob')]).to.deep.equal(['on', 'off']);
    expect(rig.backend.of('splitChanges').map(({ query }) => query)).to.deep.equal([
      's=1.3&since=-1&rbSince=-1',
      's=1.3&since=7&rbSince=-1',
    ]);
    expect(rig.backend.of('segmentChanges').map(({ rest, query }) => `${rest} ${query}`)).to.deep.equal([
      'staff since=-1',
      'staff since=5',
    ]);
    expect(rig.told).to.deep.equal(['ready']);
  });

  it('is not ready before the segments are there', async () => {
    const rig = network.rig();
    rig.backend.put(flagOf('a', inSegment('staff')));
    let arrive: () => void = () => undefined;
    rig.backend.answer(
      'segmentChanges',
      () => new Promise((resolve) => (arrive = () => resolve(json({ added: ['ana'], removed: [], till: -1 })))),
    );
    await rig.start();
    expect([rig.started, rig.treatment('a'), rig.factory.ready]).to.deep.equal([undefined, 'control', false]);
    arrive();
    await rig.turns();
    expect([rig.started, rig.treatment('a')]).to.deep.equal(['resolved', 'on']);
  });

  it('is ready without a segment that cannot be had, and says so (§4.5)', async () => {
    const rig = network.rig();
    rig.backend.put(flagOf('a', inSegment('nowhere')), flag('b'));
    await rig.start();
    expect(rig.started).to.equal('resolved');
    expect([rig.treatment('a'), rig.treatment('b')]).to.deep.equal(['off', 'on']);
    expect(rig.log.at('warn').join()).to.include('"nowhere"').and.include('404');
    expect(rig.told).to.deep.equal(['ready']);
  });

  const faults = [
    ['cannot be reached', unreachable],
    ['answers 500', status(500)],
    ['answers 304', status(304)],
    ['answers HTML with 200', respond(200, '<html>please log in</html>', 'text/html')],
    ['answers truncated JSON', respond(200, '{"ff":{"s":-1,"t":7,"d":[{"name":')],
    ['answers JSON that is something else', json(['x'])],
    ['answers half of it', json({ ff: { s: -1, t: 7, d: [] }, rbs: 'x' })],
  ] as const;
  for (const [what, outcome] of faults) {
    it(`goes on where the backend ${what} at first, and is ready when it is good`, async () => {
      const rig = network.rig();
      rig.backend.put(flag('a'));
      rig.backend.down(outcome);
      await rig.start();
      await rig.pass(600);
      expect([rig.started, rig.treatment('a')]).to.deep.equal([undefined, 'control']);
      const tries = rig.backend.of('splitChanges').length;
      expect(tries).to.be.within(20, 400);
      // One sentence for one problem.
      expect(rig.log.at('warn').filter((line) => line.includes('splitChanges'))).to.have.lengthOf(1);
      rig.backend.down(undefined);
      await rig.pass(31);
      expect([rig.started, rig.treatment('a')]).to.deep.equal(['resolved', 'on']);
      expect(rig.told).to.deep.equal(['ready']);
    });
  }

  it('says of 414 that the flag sets filter is too long, which nothing else explains', async () => {
    const rig = network.rig();
    rig.backend.down(status(414));
    await rig.start();
    expect(rig.log.at('warn').join()).to.include('414: the flag sets filter is too long');
  });

  for (const code of [401, 403, 404]) {
    it(`rejects with PROVIDER_FATAL at ${code}, tries again in minutes, and is ready when the key is good`, async () => {
      const rig = network.rig();
      rig.backend.put(flag('a'));
      rig.backend.down(status(code));
      await rig.start();
      expect(rig.started).to.deep.include({ code: 'PROVIDER_FATAL' });
      expect(rig.started).to.have.property('message').that.includes(String(code)).and.does.not.include('the key');
      await rig.pass(299);
      expect(rig.backend.of('splitChanges')).to.have.lengthOf(1);
      rig.backend.down(undefined);
      await rig.pass(1_800);
      expect(rig.treatment('a')).to.equal('on');
      expect(rig.told).to.deep.equal(['ready']);
      await rig.factory.blockUntilReady(0);
    });
  }

  it('does not take a certificate that is not trusted for a refusal, and waits as long', async () => {
    const rig = network.rig();
    rig.backend.down({ kind: 'failed', problem: 'tls', message: 'sdk.test: not trusted' });
    await rig.start();
    await rig.pass(299);
    expect(rig.started).to.equal(undefined);
    expect(rig.backend.of('splitChanges')).to.have.lengthOf(1);
  });

  it('goes on from the page that was applied last', async () => {
    const rig = network.rig();
    const page = (s: number, t: number, ...d: unknown[]) => json({ ff: { s, t, d } });
    rig.backend.answerNext('splitChanges', page(-1, 5, flag('a')), status(500), page(5, 9, flag('b')), page(9, 9));
    await rig.start();
    await rig.pass(2);
    expect(rig.started).to.equal('resolved');
    expect(rig.queries().map((query) => query.slice(6, 14))).to.deep.equal([
      'since=-1',
      'since=5&',
      'since=5&',
      'since=9&',
    ]);
    expect([rig.treatment('a'), rig.treatment('b')]).to.deep.equal(['on', 'on']);
  });

  it('does not go round in circles where the pages do not advance (§4.4)', async () => {
    const rig = network.rig();
    rig.backend.answer('splitChanges', () => json({ ff: { s: -1, t: 7, d: [flag('a')] } }));
    await rig.start();
    expect(rig.started).to.equal('resolved');
    expect(rig.backend.of('splitChanges')).to.have.lengthOf(2);
  });

  it('fails clearly where the pages never end, and keeps what came', async () => {
    const rig = network.rig();
    let till = 0;
    rig.backend.answer('splitChanges', () => json({ ff: { s: till, t: ++till, d: [] } }));
    await rig.start();
    for (let i = 0; i < 100; i++) await rig.turns();
    expect(rig.started).to.equal(undefined);
    expect(rig.log.at('warn').join()).to.include('does not come to an end');
  });

  it('leaves out what is malformed, and nothing else (§1.5)', async () => {
    const rig = network.rig();
    const odd = { ...flag('odd'), conditions: [{ matcherGroup: { matchers: [{ matcherType: 'WHAT' }] } }] };
    rig.backend.answerNext(
      'splitChanges',
      json({ ff: { s: -1, t: 7, d: [flag('a'), { x: 1 }, null, odd, flag('b')] } }),
    );
    await rig.start();
    expect([rig.treatment('a'), rig.treatment('odd'), rig.treatment('b')]).to.deep.equal(['on', 'control', 'on']);
    expect(rig.log.at('warn').join('\n')).to.include('without a name').and.include('"odd"');
  });

  it('sends the flag sets in order, and keeps nothing else (§4.1)', async () => {
    const rig = network.rig({ flagSetsFilter: ['zeta', 'alpha'] });
    rig.backend.put(flag('in', { sets: ['alpha'] }), flag('out', { sets: ['other'] }));
    await rig.start();
    expect(rig.queries()[0]).to.equal('s=1.3&since=-1&rbSince=-1&sets=alpha,zeta');
    expect(rig.factory.manager().splitNames()).to.deep.equal(['in']);
  });

  it('ends at once when it is closed, and leaves nothing behind', async () => {
    const rig = network.rig();
    rig.backend.answer('splitChanges', () => new Promise(() => undefined));
    await rig.start();
    const destroyed = rig.factory.destroy();
    await rig.turns();
    await destroyed;
    expect(rig.started).to.deep.include({ code: 'PROVIDER_NOT_READY' });
    expect(rig.clock.pending).to.equal(0);
    expect(rig.backend.underWay).to.equal(0);
    expect(rig.backend.isClosed).to.equal(true);
    expect(rig.told).to.deep.equal([]);
  });

  it('ends at once when it is closed between two tries', async () => {
    const rig = network.rig();
    rig.backend.down(unreachable);
    await rig.start();
    await rig.pass(10);
    await rig.factory.destroy();
    const tries = rig.backend.of('splitChanges').length;
    await rig.pass(1_000);
    expect(rig.backend.of('splitChanges')).to.have.lengthOf(tries);
    expect(rig.clock.pending).to.equal(0);
  });

  it('refuses a key that no header can carry where it is given, and does not repeat it', () => {
    for (const key of ['hunter2\n', 'hunter2\u0000', 'hunter2\u4e2d']) {
      expect(() => new SplitFactory(key))
        .to.throw(/^SplitFactory: the SDK key/)
        .with.property('message')
        .not.match(/hunter2/);
    }
    expect(() => new SplitFactory('key', { machineIp: '1.2.3.4\r\nx: y' })).to.throw('"machineIp"');
  });
});
