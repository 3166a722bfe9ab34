import { expect } from 'chai';
import { HackleClient } from '#src/client/client.js';
import { HackleProvider } from '#src/provider.js';
import { answer } from '../support/fake-backend.js';
import { useNetwork } from '../support/use-network.js';
import { experiment, serves, workspace } from '../support/workspace.js';

const first = workspace({ experiments: [experiment(1)] });
const second = workspace({ experiments: [experiment(1, { execution: { defaultRule: serves(1) } })] });

describe('network: starting and closing', () => {
  const rig = useNetwork();

  it('starts anew after a close, with the whole workspace and new events', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first, 'a'), answer(second, 'b')];
    await it.start();
    await it.client.close();
    expect(it.client.initialized).to.equal(false);
    await it.client.initialize();
    const conditions = it.backend.of('sdk').map(({ request }) => request.headers?.['If-Modified-Since']);
    expect(conditions).to.deep.equal([undefined, undefined]);
    expect(it.variation()).to.equal('A');
    expect(it.told).to.deep.equal(['ready', 'ready']);
    await it.client.close();
    expect(it.backend.taken.flatMap(({ exposureEvents }) => exposureEvents)).to.have.length(1);
    expect(it.clock.pending).to.equal(0);
  });

  it('waits with a start for a close under way, and leaves nothing behind when it is closed meanwhile', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first)];
    await it.start();
    it.client.track('purchase', 'ann');
    it.backend.events = ['hang'];
    const closed = it.client.close();
    const restarted = it.client.initialize().catch((error: unknown) => error);
    await it.pass(1);
    expect(it.polls).to.have.length(1);
    const again = it.client.close();
    await it.pass(10);
    await Promise.all([closed, again]);
    expect(await restarted).to.include({ code: 'PROVIDER_NOT_READY' });
    await it.pass(60);
    expect([it.polls.length, it.clock.pending]).to.deep.equal([1, 0]);
    await it.client.initialize();
    expect(it.polls).to.have.length(2);
  });

  it('begins once when a start, a close and a start follow each other during a close', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first)];
    await it.start();
    it.client.track('purchase', 'ann');
    it.backend.events = ['hang'];
    void it.client.close();
    const overtaken = it.client.initialize().catch((error: unknown) => error);
    void it.client.close();
    const started = it.client.initialize();
    started.catch(() => undefined);
    it.backend.decide = ({ url }) => (url.endsWith('/events') ? 'hang' : undefined);
    await it.pass(2);
    it.backend.decide = () => undefined;
    await it.pass(9);
    expect(await overtaken).to.include({ code: 'PROVIDER_NOT_READY' });
    expect(it.polls).to.have.length(2);
    expect(it.client.initialized).to.equal(true);
  });

  it('tells who comes late of the outage there is', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first)];
    await it.start();
    it.backend.decide = ({ url }) => (url.includes('/workspaces') ? { status: 500 } : undefined);
    await it.pass(60);
    expect(it.told.at(-1)).to.equal('stale');
    const late: string[] = [];
    it.handle.subscribe(({ kind }) => late.push(kind));
    expect(late).to.deep.equal(['stale']);
  });

  it('gives up the poll under way when it closes', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first), 'hang'];
    await it.start();
    await it.pass(11);
    await it.client.close();
    expect(it.backend.of('sdk').at(-1)?.request.signal?.aborted).to.equal(true);
    expect(it.clock.pending).to.equal(0);
  });

  it('leaves no timer behind when it closes between two tries', async () => {
    const it = rig();
    await it.start();
    expect(it.clock.pending).to.be.greaterThan(0);
    await it.client.close();
    expect(it.clock.pending).to.equal(0);
  });

  it('tells nothing more of an outage when it closes, and begins the next life without it', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first), { status: 500 }];
    await it.start();
    await it.pass(35);
    expect(it.told).to.deep.equal(['ready', 'stale']);
    await it.client.close();
    expect(it.clock.pending).to.equal(0);
    it.backend.workspaces = [answer(first)];
    await it.client.initialize();
    await it.pass(121);
    expect(it.told).to.deep.equal(['ready', 'stale', 'ready']);
  });

  it('starts again after a start that was refused', async () => {
    const it = rig();
    it.backend.workspaces = [{ status: 401 }, answer(first)];
    await it.start();
    expect(it.started?.code).to.equal('PROVIDER_FATAL');
    await it.client.close();
    await it.client.initialize();
    expect(it.variation()).to.equal('B');
  });

  it('shares one poll and one queue between a provider and its client, and between providers of one client', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first)];
    const providers = [new HackleProvider(it.client), new HackleProvider(it.client)] as const;
    for (const provider of providers) await provider.initialize();
    expect(it.polls).to.have.length(1);
    for (const provider of providers) await provider.onClose();
    expect(it.client.initialized).to.equal(true);
  });
});

describe('network: what nobody starts', () => {
  it('does nothing: a client and a provider can be made ahead of a fork', () => {
    const client = new HackleClient('never started');
    const provider = new HackleProvider('never started');
    expect(client.initialized).to.equal(false);
    expect(client.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
    expect(provider.client.initialized).to.equal(false);
  });

  it('is refused with an SDK key that cannot be sent, which is not repeated', () => {
    for (const key of ['secret\n', 'secret\u0000', 'sécret€']) {
      expect(() => new HackleClient(key))
        .to.throw(/the SDK key holds/)
        .with.property('message')
        .that.does.not.include('cret');
    }
  });
});
