import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { runtimeOf } from '#src/client/runtime-of.js';
import { flag, flagOf, inSegment } from '../../definitions/build.js';
import { status, unreachable } from './fake-backend.js';
import { useNetwork } from './use-network.js';

describe('a factory that is started again after a close', () => {
  const network = useNetwork();

  it('begins a new session: what has gone meanwhile is gone, and older versions count', async () => {
    const rig = await network.streaming((backend) => {
      backend.put(flag('a', { changeNumber: 90 }), flag('gone', { changeNumber: 91 }), flagOf('s', inSegment('staff')));
      backend.segment('staff', 50, 'ana');
    });
    const runtime = runtimeOf(rig.factory)!;
    const closed = runtime.close(1_000);
    await rig.pass(1);
    await closed;
    expect(rig.backend.openStreams).to.equal(0);
    rig.backend.flags.clear();
    rig.backend.put(flag('a', { changeNumber: 5, killed: true }), flagOf('s', inSegment('staff')));
    rig.backend.segment('staff', 4, 'bob');
    await rig.start();
    expect(rig.started).to.equal('resolved');
    expect([rig.treatment('a'), rig.treatment('gone')]).to.deep.equal(['off', 'control']);
    expect([rig.treatment('s', 'ana'), rig.treatment('s', 'bob')]).to.deep.equal(['off', 'on']);
    rig.backend.open();
    await rig.turns();
    expect(rig.backend.openStreams).to.equal(1);
  });

  it('starts in good order where it was closed while it started', async () => {
    const rig = network.rig();
    rig.backend.down(unreachable);
    await rig.start();
    const closed = runtimeOf(rig.factory)!.close(1_000);
    await rig.pass(1);
    await closed;
    expect(rig.started).to.deep.include({ code: 'PROVIDER_NOT_READY' });
    rig.backend.down(undefined);
    rig.backend.put(flag('a'));
    await rig.start();
    expect([rig.started, rig.treatment('a')]).to.deep.equal(['resolved', 'on']);
  });
});

describe('a provider over the network', () => {
  const network = useNetwork();

  it('rejects initialize in time, and is ready when the backend comes back', async () => {
    const rig = network.rig();
    rig.backend.put(flag('a'));
    rig.backend.down(unreachable);
    const provider = new SplitProvider(rig.factory);
    const events: string[] = [];
    for (const event of ['PROVIDER_READY', 'PROVIDER_ERROR', 'PROVIDER_STALE'] as const) {
      provider.events.addHandler(event, () => void events.push(event));
    }
    let code: unknown;
    void provider.initialize({}).catch((error: unknown) => (code = (error as { code: unknown }).code));
    await rig.pass(10);
    expect(code).to.equal('PROVIDER_NOT_READY');
    rig.backend.down(undefined);
    await rig.pass(31);
    expect(events).to.deep.equal(['PROVIDER_READY']);
    await provider.onClose();
  });
});

describe('preforkedInitialization (§9.2)', () => {
  const network = useNetwork();
  const prefork = { preforkedInitialization: true };

  it('synchronises once, starts nothing, and answers control', async () => {
    const rig = network.rig(prefork);
    rig.backend.put(flagOf('a', inSegment('staff')));
    rig.backend.segment('staff', 5, 'ana');
    await rig.start();
    expect(rig.queries()).to.have.lengthOf(2);
    await rig.pass(10_000);
    expect(rig.backend.received.filter(({ route }) => route !== 'reports')).to.be.empty;
    expect([rig.started, rig.treatment('a'), rig.factory.ready]).to.deep.equal([undefined, 'control', false]);
    expect(rig.factory.manager().splitNames()).to.deep.equal([]);
    expect(rig.told).to.deep.equal([]);
  });

  it('goes on at resume(): at once with what it has, and then up to date', async () => {
    const rig = network.rig(prefork);
    rig.backend.put(flag('a'));
    await rig.start();
    rig.queries();
    rig.backend.put(flag('a', { changeNumber: 8, killed: true }));
    rig.factory.resume();
    expect(rig.treatment('a')).to.equal('on');
    await rig.turns();
    expect(rig.started).to.equal('resolved');
    expect(rig.treatment('a')).to.equal('off');
    expect(rig.queries()[0]).to.equal('s=1.3&since=7&rbSince=-1');
    expect(rig.backend.streams).to.have.lengthOf(1);
    expect(rig.take()).to.deep.equal(['ready', 'changed a']);
  });

  it('tries three times, and leaves the rest to resume()', async () => {
    const rig = network.rig(prefork);
    rig.backend.put(flag('a'));
    rig.backend.down(status(500));
    await rig.start();
    await rig.pass(1_000);
    expect(rig.queries()).to.have.lengthOf(3);
    rig.backend.down(undefined);
    rig.factory.resume();
    await rig.turns();
    expect([rig.started, rig.treatment('a')]).to.deep.equal(['resolved', 'on']);
  });

  it('does not wait where resume() comes during the first synchronisation, or before it', async () => {
    for (const early of [true, false]) {
      const rig = network.rig(prefork);
      rig.backend.put(flag('a'));
      if (early) rig.factory.resume();
      const start = rig.start();
      if (!early) rig.factory.resume();
      await start;
      expect([rig.started, rig.treatment('a')]).to.deep.equal(['resolved', 'on']);
      expect(rig.log.at('warn').join()).to.not.include('resume');
    }
  });

  it('warns of a resume() that nothing waits for: the second one, or without the option', async () => {
    const rig = network.rig(prefork);
    await rig.start();
    rig.factory.resume();
    rig.factory.resume();
    expect(rig.log.at('warn').filter((line) => line.startsWith('resume'))).to.have.lengthOf(1);
    const other = network.rig();
    await other.start();
    other.factory.resume();
    expect(other.log.at('warn').filter((line) => line.startsWith('resume'))).to.have.lengthOf(1);
  });

  it('can be closed while it waits', async () => {
    const rig = network.rig(prefork);
    await rig.start();
    const destroyed = rig.factory.destroy();
    await rig.pass(11);
    await destroyed;
    expect(rig.started).to.deep.include({ code: 'PROVIDER_NOT_READY' });
    expect(rig.clock.pending).to.equal(0);
  });
});
