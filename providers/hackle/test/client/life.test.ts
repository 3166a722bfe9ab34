import { inspect } from 'node:util';
import { expect } from 'chai';
import { HackleClient } from '@polyflag/hackle-provider';
import { Stage } from '../support/clients.js';
import { experiment, workspace } from '../support/workspace.js';

const document = workspace({ experiments: [experiment(1)] });

describe('client: its life', () => {
  it('begins with initialize: nothing is made before', async () => {
    const stage = new Stage(document);
    const client = stage.client();
    expect([stage.sources.length, stage.sinks.length]).to.deep.equal([0, 0]);
    expect(client.initialized).to.equal(false);
    expect(client.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
    await client.initialize();
    await client.initialize();
    expect([stage.sources.length, stage.sinks.length]).to.deep.equal([1, 1]);
    expect(client.initialized).to.equal(true);
    expect(client.variation(1, 'ann')).to.equal('B');
    await client.close();
  });

  it('ends with close, which sends what waits, and may begin anew', async () => {
    const stage = new Stage(document);
    const client = await stage.started();
    await client.close();
    await client.close();
    expect(stage.sink.calls).to.deep.equal(['start', 'close 10000']);
    expect(client.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
    await client.initialize();
    expect(stage.sinks).to.have.length(2);
    expect(client.variation(1, 'ann')).to.equal('B');
    await client.close();
  });

  it('settles within initTimeoutMillis', async () => {
    const stage = new Stage(document);
    const source = () => ({ start: () => new Promise<void>(() => undefined), stop: () => Promise.resolve() });
    const client = stage.client({ source });
    const start = client.initialize().catch((error: unknown) => error);
    await stage.clock.advance(3_000);
    expect(await start).to.include({ code: 'PROVIDER_NOT_READY' });
    await client.close();
  });

  it('ends a start that waits when it is closed', async () => {
    const stage = new Stage(document);
    const source = () => ({ start: () => new Promise<void>(() => undefined), stop: () => Promise.resolve() });
    const client = stage.client({ source });
    const start = client.initialize().catch((error: unknown) => error);
    await client.close();
    expect(await start).to.include({ code: 'PROVIDER_NOT_READY' });
    expect(stage.sink.calls).to.deep.equal(['start', 'close 10000']);
  });

  it('does not begin with a document that cannot be used', async () => {
    const stage = new Stage('no workspace');
    const client = stage.client();
    const error = await client.initialize().catch((caught: unknown) => caught);
    expect(error).to.include({ code: 'GENERAL', message: 'the workspace is not an object' });
    expect(client.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
    await client.close();
  });

  it('goes on with the last workspace when one comes that cannot be used', async () => {
    const stage = new Stage(document);
    const client = await stage.started();
    stage.source.replace(null);
    expect(client.variation(1, 'ann')).to.equal('B');
    expect(stage.log.lines).to.deep.equal(['warn: the workspace is not an object']);
    stage.source.replace(workspace());
    expect(client.variationDetail(1, 'ann').reason).to.equal('EXPERIMENT_NOT_FOUND');
    await client.close();
  });

  it('sends on demand', async () => {
    const stage = new Stage(document);
    const client = await stage.started();
    expect(await client.flush(7)).to.equal(true);
    expect(stage.sink.calls).to.deep.equal(['start', 'flush 7']);
    await client.close();
    expect(await client.flush()).to.equal(true);
  });

  it('needs an SDK key, and shows it to nobody', async () => {
    for (const key of [undefined, '', '  ', 5]) {
      expect(() => new HackleClient(key as never))
        .to.throw('the SDK key')
        .with.property('code', 'GENERAL');
    }
    const client = await new Stage(document).started();
    expect(JSON.stringify(client) + inspect(client, { depth: 9, showHidden: true })).to.not.contain('a-key');
    await client.close();
  });
});

describe('client: clients of one key', () => {
  it('share one workspace and one queue, until the last of them is closed', async () => {
    const stage = new Stage(document);
    const [one, other] = [stage.client({ shared: true }), stage.client({ shared: true })];
    await one.initialize();
    await other.initialize();
    expect([stage.sources.length, stage.sinks.length]).to.deep.equal([1, 1]);
    await one.close();
    expect(one.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
    one.track('purchase', 'ann');
    expect(other.variation(1, 'ann')).to.equal('B');
    expect(stage.sink.calls).to.deep.equal(['start', 'flush 10000']);
    expect(stage.sink.reports).to.have.length(1);
    await other.close();
    expect(stage.sink.calls).to.deep.equal(['start', 'flush 10000', 'close 10000']);
    await other.initialize();
    expect(stage.sources).to.have.length(2);
    await other.close();
  });

  it('go by the configuration of the first, and after the last close by that of the next', async () => {
    const [first, second] = [new Stage(document), new Stage(document)];
    const before = [first.client({ shared: true }), second.client({ shared: true })] as const;
    for (const client of before) await client.initialize();
    expect([first.sources.length, second.sources.length]).to.deep.equal([1, 0]);
    for (const client of before) await client.close();
    const next = second.client({ shared: true });
    await next.initialize();
    await before[0].initialize();
    expect([first.sources.length, second.sources.length]).to.deep.equal([1, 1]);
    expect(before[0].variation(1, 'ann')).to.equal('B');
    for (const client of [next, before[0]]) await client.close();
  });

  it('do not count twice for being started or closed twice', async () => {
    const stage = new Stage(document);
    const [one, other] = [stage.client({ shared: true }), stage.client({ shared: true })];
    await Promise.all([one.initialize(), one.initialize(), other.initialize()]);
    await one.close();
    await one.close();
    expect(other.initialized).to.equal(true);
    await other.close();
    expect(other.initialized).to.equal(false);
  });

  it('share nothing with those of another key or address', async () => {
    const stage = new Stage(document);
    const clients = [
      new HackleClient('key-1', stage.options({ shared: true })),
      new HackleClient('key-2', stage.options({ shared: true })),
      new HackleClient('key-1', { ...stage.options({ shared: true }), sdkUrl: 'http://localhost:1' }),
    ];
    for (const client of clients) await client.initialize();
    expect(stage.sources).to.have.length(3);
    for (const client of clients) await client.close();
  });
});
