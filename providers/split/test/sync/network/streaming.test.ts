import { expect } from 'chai';
import { flag, flagOf, inSegment } from '../../definitions/build.js';
import { json, respond, status, unreachable } from './fake-backend.js';
import { useNetwork } from './use-network.js';

describe('streaming from the backend', () => {
  const network = useNetwork();

  it('opens with a token, after the delay that was asked for, and without the SDK key (§5.1, §5.2)', async () => {
    const rig = network.rig();
    rig.backend.connDelay = 5;
    await rig.start();
    expect(rig.backend.of('auth').map(({ query }) => query)).to.deep.equal(['s=1.3']);
    await rig.pass(4.9);
    expect(rig.backend.streams).to.be.empty;
    await rig.pass(0.1);
    const { url, headers } = rig.backend.stream.request;
    expect(url).to.match(
      /^http:\/\/streaming\.test\/sse\?channels=c1_flags,%5B%3Foccupancy%3Dmetrics\.publishers%5Dcontrol_pri&accessToken=e30\./,
    );
    expect(headers)
      .to.include({ SplitSDKClientKey: ' key', Accept: 'text/event-stream' })
      .and.not.have.property('Authorization');
  });

  it('fetches what it may have missed when it is open, flags first, and then does not poll', async () => {
    const rig = network.rig();
    rig.backend.put(flagOf('a', inSegment('s')));
    rig.backend.segment('s', 1);
    await rig.start();
    rig.backend.received.length = 0;
    rig.backend.open();
    await rig.turns();
    expect(rig.backend.received.map(({ route }) => route).filter((route) => route !== 'reports')).to.deep.equal([
      'splitChanges',
      'segmentChanges',
    ]);
    rig.backend.received.length = 0;
    for (let i = 0; i < 20; i++) {
      await rig.pass(60);
      rig.backend.stream.listener.alive();
    }
    expect([...rig.backend.of('splitChanges'), ...rig.backend.of('segmentChanges')]).to.be.empty;
    expect(rig.treatment('a')).to.equal('off');
  });

  it('polls until the stream is open, however long that takes', async () => {
    const rig = network.rig();
    rig.backend.connDelay = 600;
    await rig.start();
    rig.backend.put(flag('a'));
    await rig.pass(33);
    expect(rig.treatment('a')).to.equal('on');
  });

  it('tries to fetch what was missed until it has it', async () => {
    const rig = await network.streaming();
    rig.backend.end();
    await rig.turns();
    rig.backend.down(status(500));
    await rig.pass(3);
    rig.backend.answer('auth', undefined);
    while (rig.backend.openStreams === 0) await rig.pass(1);
    rig.backend.open();
    rig.backend.put(flag('a'));
    await rig.pass(10);
    rig.backend.down(undefined);
    await rig.pass(31);
    expect(rig.treatment('a')).to.equal('on');
  });

  it('polls for good where the backend does not stream to this key', async () => {
    const rig = network.rig();
    rig.backend.answer('auth', () => json({ pushEnabled: false, token: '' }));
    await rig.start();
    rig.backend.put(flag('a'));
    await rig.pass(100_000);
    expect(rig.treatment('a')).to.equal('on');
    expect(rig.backend.of('auth')).to.have.lengthOf(1);
    // Polling is the only channel then.
    rig.take();
    rig.backend.answerNext('splitChanges', status(500), status(500));
    await rig.pass(60);
    expect(rig.take()).to.deep.equal([]);
  });

  for (const [what, outcome] of [
    ['cannot be reached', unreachable],
    ['answers 500', status(500)],
    ['answers HTML', respond(200, '<html></html>')],
    ['answers no token', json({ pushEnabled: true })],
  ] as const) {
    it(`polls at once where the authentication ${what}, and streams when it is good`, async () => {
      const rig = network.rig();
      rig.backend.answer('auth', () => outcome);
      await rig.start();
      expect(rig.queries()).to.have.lengthOf(2);
      await rig.pass(300);
      expect(rig.queries().length).to.be.within(8, 12);
      expect(rig.take()).to.deep.equal(['ready']);
      rig.backend.answer('auth', undefined);
      await rig.pass(1_800);
      expect(rig.backend.openStreams).to.equal(1);
    });
  }

  it('polls where a token is refused, asks for another in minutes, and stays ready', async () => {
    const rig = network.rig();
    rig.backend.answer('auth', () => status(401));
    await rig.start();
    await rig.pass(290);
    expect(rig.backend.of('auth')).to.have.lengthOf(1);
    expect(rig.take()).to.deep.equal(['ready']);
    rig.backend.answer('auth', undefined);
    await rig.pass(1_800);
    expect(rig.backend.openStreams).to.equal(1);
  });

  for (const [what, end] of [
    ['is ended', { kind: 'finished' }],
    ['breaks', { kind: 'failed', problem: 'broken', message: 'streaming.test: reset' }],
    ['is refused', { kind: 'refused', status: 500, message: 'streaming.test answered 500' }],
  ] as const) {
    it(`polls at once when the stream ${what}, and streams again with another token`, async () => {
      const rig = await network.streaming();
      rig.backend.put(flag('a'));
      rig.backend.end(end);
      await rig.turns();
      expect(rig.treatment('a')).to.equal('on');
      await rig.pass(1);
      expect(rig.backend.of('auth')).to.have.lengthOf(1);
      expect(rig.backend.openStreams).to.equal(1);
      rig.backend.open();
      await rig.turns();
      rig.queries();
      await rig.pass(60);
      expect(rig.queries()).to.be.empty;
      expect(rig.take()).to.deep.equal(['changed a']);
    });
  }

  it('is stale at once when the stream is down and one poll failed (DECISIONS 21)', async () => {
    const rig = await network.streaming((backend) => backend.put(flag('a')));
    rig.backend.down(unreachable);
    rig.backend.end();
    await rig.turns();
    expect(rig.take()).to.deep.equal(['stale']);
    await rig.pass(119);
    expect(rig.take()).to.deep.equal([]);
    await rig.pass(1);
    expect(rig.take()).to.deep.equal(['error GENERAL']);
    expect(rig.treatment('a')).to.equal('on');
    rig.backend.down(undefined);
    await rig.pass(31);
    expect(rig.take()).to.deep.equal(['ready']);
  });

  it('takes a stream that is silent for 70 seconds as ended (§5.2)', async () => {
    const rig = await network.streaming();
    await rig.pass(60);
    rig.backend.stream.listener.alive();
    rig.backend.put(flag('a'));
    await rig.pass(69.9);
    expect(rig.treatment('a')).to.equal('control');
    await rig.pass(0.1);
    expect(rig.treatment('a')).to.equal('on');
    expect(rig.log.at('warn').join()).to.include('silent for 70 seconds');
    await rig.pass(1);
    expect(rig.backend.streams).to.have.lengthOf(2);
  });

  it('takes another token before the old one expires, and does not miss what happens meanwhile (§5.1)', async () => {
    const rig = await network.streaming((backend) => (backend.tokenLife = 660));
    rig.backend.connDelay = 10;
    await rig.pass(59);
    expect(rig.backend.of('auth')).to.be.empty;
    await rig.pass(1);
    expect(rig.backend.of('auth')).to.have.lengthOf(1);
    expect(rig.backend.openStreams).to.equal(1);
    rig.backend.put(flag('a'));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 7 });
    await rig.turns();
    expect(rig.treatment('a')).to.equal('on');
    await rig.pass(10);
    expect([rig.backend.streams.length, rig.backend.openStreams]).to.deep.equal([2, 1]);
    rig.queries();
    rig.backend.open();
    await rig.turns();
    expect(rig.queries()).to.have.lengthOf(1);
  });

  it('counts the life of a token from when it came, not from when it is used', async () => {
    const rig = network.rig();
    rig.backend.tokenLife = 660;
    rig.backend.connDelay = 10;
    await rig.start();
    await rig.pass(10);
    rig.backend.open();
    await rig.pass(49);
    expect(rig.backend.of('auth')).to.have.lengthOf(1);
    await rig.pass(1);
    expect(rig.backend.of('auth')).to.have.lengthOf(2);
  });

  describe('that is told about itself (§5.6)', () => {
    it('polls while paused, keeps the connection, ignores updates, and catches up', async () => {
      for (const resumed of ['STREAMING_RESUMED', 'STREAMING_ENABLED']) {
        const rig = await network.streaming();
        rig.backend.control('STREAMING_PAUSED', 10);
        await rig.turns();
        expect(rig.queries()).to.have.lengthOf(1);
        rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 7 });
        await rig.turns();
        expect(rig.queries()).to.be.empty;
        await rig.pass(33);
        rig.backend.stream.listener.alive();
        expect(rig.queries()).to.have.lengthOf(1);
        rig.backend.control(resumed, 11);
        await rig.turns();
        expect(rig.queries()).to.have.lengthOf(1);
        await rig.pass(60);
        expect(rig.queries(), resumed).to.be.empty;
        expect([rig.backend.streams.length, rig.backend.openStreams]).to.deep.equal([1, 1]);
      }
    });

    it('does not stay paused on a new connection', async () => {
      const rig = await network.streaming();
      rig.backend.control('STREAMING_PAUSED', 10);
      rig.backend.end();
      await rig.pass(1);
      rig.backend.open();
      await rig.turns();
      rig.backend.put(flag('a'));
      rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 7 });
      await rig.turns();
      expect(rig.treatment('a')).to.equal('on');
    });

    it('polls while nobody publishes', async () => {
      const rig = await network.streaming();
      const publishers = (count: number, timestamp: number, region: string) =>
        rig.backend.push(
          { metrics: { publishers: count } },
          { name: '[meta]occupancy', timestamp, channel: `[?occupancy=metrics.publishers]control_${region}` },
        );
      publishers(0, 10, 'pri');
      await rig.turns();
      expect(rig.queries()).to.be.empty;
      publishers(0, 10, 'sec');
      await rig.turns();
      expect(rig.queries()).to.have.lengthOf(1);
      publishers(1, 11, 'sec');
      await rig.turns();
      expect(rig.queries()).to.have.lengthOf(1);
      await rig.pass(60);
      expect(rig.queries()).to.be.empty;
    });

    it('closes, polls and never comes back when it is disabled, until the next start', async () => {
      const rig = await network.streaming();
      rig.backend.control('STREAMING_DISABLED', 10);
      rig.backend.put(flag('a'));
      await rig.pass(100_000);
      expect(rig.treatment('a')).to.equal('on');
      expect([rig.backend.streams.length, rig.backend.openStreams, rig.backend.of('auth').length]).to.deep.equal([
        1, 0, 0,
      ]);
    });

    it('connects anew at a reset, without polling', async () => {
      const rig = await network.streaming();
      rig.backend.control('STREAMING_RESET', 10);
      await rig.turns();
      expect([rig.backend.of('auth').length, rig.backend.streams.length, rig.backend.openStreams]).to.deep.equal([
        1, 2, 1,
      ]);
      expect(rig.queries()).to.be.empty;
      rig.backend.open();
      await rig.turns();
      expect(rig.queries()).to.have.lengthOf(1);
    });

    it('takes another token soon when its own has expired', async () => {
      const rig = await network.streaming();
      rig.backend.send('{"message":"Token expired","code":40142,"statusCode":401}', 'error');
      await rig.pass(1);
      expect([rig.backend.of('auth').length, rig.backend.openStreams]).to.deep.equal([1, 1]);
    });

    it('comes back in minutes after an error that blames us', async () => {
      const rig = await network.streaming();
      rig.backend.send('{"message":"no","code":40300,"statusCode":403}', 'error');
      await rig.pass(290);
      expect([rig.backend.of('auth').length, rig.backend.openStreams]).to.deep.equal([0, 0]);
      await rig.pass(1_600);
      expect(rig.backend.openStreams).to.equal(1);
    });
  });

  it('lives through what it does not understand', async () => {
    const rig = await network.streaming();
    rig.backend.send('hunter2');
    rig.backend.send('[]');
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 'x' });
    rig.backend.push({ type: 'MEMBERSHIPS_MS_UPDATE' });
    rig.backend.put(flag('a'));
    rig.backend.push({ type: 'SPLIT_UPDATE', changeNumber: 7 });
    await rig.turns();
    expect(rig.treatment('a')).to.equal('on');
    expect(rig.log.toString()).to.not.include('hunter2');
  });

  it('ends with the client, and says nothing of its token', async () => {
    const rig = await network.streaming();
    rig.backend.end({ kind: 'refused', status: 500, message: 'streaming.test answered 500' });
    await rig.pass(1);
    rig.backend.open();
    const destroyed = rig.factory.destroy();
    await rig.pass(20);
    await destroyed;
    expect([rig.backend.openStreams, rig.clock.pending]).to.deep.equal([0, 0]);
    expect(rig.log.toString()).to.not.match(/e30|c2ln|the key/);
  });
});
