import { expect } from 'chai';
import { on, onIf, property } from '../support/flags.js';
import { json } from '../support/flag-backend.js';
import { useLocal } from '../support/local-client.js';

describe('sync: flags by polling', () => {
  const rig = useLocal();

  it('are asked for at start, not before, with who asks', async () => {
    const it = rig({ library: 'mine/7' });
    await it.pass(60_000);
    expect(it.backend.received).to.deep.equal([]);
    it.backend.flags = [json([on('a')])];
    await it.start();
    expect(it.started).to.deep.equal({ code: 'resolved', after: 0 });
    const [{ request } = expect.fail()] = it.backend.received;
    expect([request.method, request.url, request.headers, request.deadlines]).to.deep.equal([
      'GET',
      'http://flags.test/sdk/v2/flags',
      { authorization: 'Api-Key the key', 'x-amp-exp-library': 'mine/7' },
      { request: 5_000 },
    ]);
    expect(it.answers()).to.equal('a=on');
  });

  it('are asked for again every 30 to 33 seconds, and replace all that were there', async () => {
    const it = rig();
    it.backend.flags = [json([on('a'), on('b')]), json([on('b'), on('c')])];
    await it.start();
    await it.pass(100_000);
    const times = it.times('/flags');
    expect(times).to.have.length(4);
    times.slice(1).forEach((at, index) => expect(at - times[index]!).to.be.within(30_000, 34_000));
    expect(it.answers()).to.equal('b=on c=on');
    expect(it.told).to.deep.equal(['ready', 'changed a,c']);
  });

  it('keep serving while the backend fails, which is told, and so is its recovery', async () => {
    const it = rig();
    it.backend.flags = [json([on('a')]), { status: 500 }];
    await it.start();
    await it.pass(300_000);
    expect(it.answers()).to.equal('a=on');
    expect(it.told).to.deep.equal(['ready', 'stale', 'error GENERAL']);
    it.backend.flags = [json([on('a')])];
    await it.pass(40_000);
    expect(it.told).to.deep.equal(['ready', 'stale', 'error GENERAL', 'ready']);
  });

  it('are tried five times at once at a start, then at the interval, and the start goes on meanwhile', async () => {
    const it = rig();
    await it.start();
    await it.pass(1_000);
    expect(it.times('/flags')).to.have.length(5);
    await it.pass(9_000);
    expect(it.started).to.deep.equal({ code: 'PROVIDER_NOT_READY', after: 10_000 });
    it.backend.flags = [json([on('a')])];
    await it.pass(30_000);
    expect(it.answers()).to.equal('a=on');
    expect(it.told).to.deep.equal(['ready']);
  });

  it('that are refused end the start at once, and are asked for minutes later', async () => {
    const it = rig();
    it.backend.flags = [{ status: 401 }];
    await it.start();
    expect(it.started).to.deep.equal({ code: 'PROVIDER_FATAL', after: 0 });
    await it.pass(290_000);
    expect(it.times('/flags')).to.have.length(1);
  });

  for (const body of ['', '[', 'null', '{}', '{"flags":[]}', '<html></html>']) {
    it(`do not fall for the answer ${JSON.stringify(body)}`, async () => {
      const it = rig();
      it.backend.flags = [json([on('a')]), { status: 200, body }, json([on('b')])];
      await it.start();
      await it.pass(40_000);
      expect(it.answers()).to.equal('a=on');
      await it.pass(40_000);
      expect(it.answers()).to.equal('b=on');
    });
  }

  it('of which one is broken serve all others, and say so once', async () => {
    const it = rig();
    it.backend.flags = [json([null, on('a'), { key: 'bad' }, on('b')])];
    await it.start();
    await it.pass(100_000);
    expect(it.answers()).to.equal('a=on b=on');
    expect(it.lines.filter((line) => line.includes('"bad" is left out'))).to.have.length(1);
  });

  it('to begin with serve before a start, and until others come', async () => {
    const it = rig({ bootstrap: { a: on('a'), gold: onIf('gold', property('plan', 'is', 'gold')) } });
    expect(it.answers({ user_properties: { plan: 'gold' } })).to.equal('a=on gold=on');
    await it.start();
    await it.pass(10_000);
    expect(it.started?.code).to.equal('PROVIDER_NOT_READY');
    expect(it.answers()).to.equal('a=on gold=off');
    it.backend.flags = [json([on('c')])];
    await it.pass(40_000);
    expect(it.answers()).to.equal('c=on');
  });

  it('are not asked for after stop, and again after the next start', async () => {
    const it = rig();
    it.backend.flags = [json([on('a')])];
    await it.start();
    await it.client.stop();
    await it.pass(100_000);
    expect(it.times('/flags')).to.have.length(1);
    expect(it.clock.pending).to.equal(0);
    await it.start();
    expect([it.started?.code, it.times('/flags').length]).to.deep.equal(['resolved', 2]);
  });

  it('are asked for once by starts that come together', async () => {
    const it = rig();
    it.backend.flags = [json([on('a')])];
    await Promise.all([it.client.start(), it.client.start()]);
    await it.client.start();
    expect(it.times('/flags')).to.have.length(1);
  });

  it('that come after stop are dropped, and the start ends', async () => {
    const it = rig();
    it.backend.flags = ['hang'];
    await it.start();
    await it.client.stop();
    await it.pass(0);
    expect(it.started?.code).to.equal('PROVIDER_NOT_READY');
    expect(it.answers()).to.equal('');
  });
});
