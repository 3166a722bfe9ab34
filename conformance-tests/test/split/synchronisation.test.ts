import { ProviderEvents } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { connectedInTest, flagOf, streaming } from './backend.js';

const { ConfigurationChanged, Ready, Stale } = ProviderEvents;

describe('Split over real sockets: synchronisation', () => {
  const { backend: open, connect } = connectedInTest();

  it('fetches every page and every segment before it is ready, and upsets nobody with it', async () => {
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', warn);
    try {
      const backend = await open({ pageSize: 7 });
      for (let n = 0; n < 40; n++) {
        backend.changeSegment(`segment ${n}`, { add: ['ana'] });
        backend.putFlag(flagOf(`flag ${n}`, 'on', `segment ${n}`));
      }
      const { client } = await connect(backend, { streamingEnabled: false });
      for (let n = 0; n < 40; n++) {
        expect([client.getTreatment('ana', `flag ${n}`), client.getTreatment('bob', `flag ${n}`)]).to.deep.equal([
          'on',
          'off',
        ]);
      }
      // Warnings come in a later turn.
      await new Promise((resolve) => setImmediate(resolve));
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', warn);
    }
  });

  it('is stale when the backend goes down, serves on, and is ready with what is new when it is up', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    const { client, next } = await connect(backend);
    await streaming(backend);
    const stale = next(Stale);
    await backend.goDown();
    await stale;
    expect(client.getTreatment('ana', 'a')).to.equal('on');
    backend.putFlag(flagOf('a', 'new'));
    const ready = next(Ready);
    await backend.comeUp();
    await ready;
    expect(client.getTreatment('ana', 'a')).to.equal('new');
  });

  it('polls where the backend does not stream', async () => {
    const backend = await open({ pushEnabled: false });
    backend.putFlag(flagOf('a', 'on'));
    const { client, next } = await connect(backend, { featuresRefreshRate: 0.02 });
    const changed = next(ConfigurationChanged);
    backend.putFlag(flagOf('a', 'new'));
    expect(await changed).to.deep.include({ flagsChanged: ['a'] });
    expect(client.getTreatment('ana', 'a')).to.equal('new');
  });

  it('lives on older definitions where the other side knows no others', async () => {
    const backend = await open({ specs: ['1.2'] });
    backend.putFlag(flagOf('a', 'on'));
    const { client } = await connect(backend, { streamingEnabled: false });
    expect(client.getTreatment('ana', 'a')).to.equal('on');
    expect(backend.requests.map(({ query }) => query.s).slice(0, 2)).to.deep.equal(['1.3', '1.2']);
  });

  it('tells at once that a key is refused', async () => {
    const backend = await open({ keys: ['another'] });
    let code: unknown;
    await connect(backend).catch((error: unknown) => (code = (error as { code: unknown }).code));
    expect(code).to.equal('PROVIDER_FATAL');
  });
});

describe('Split over real sockets: streaming', () => {
  const { backend: open, connect } = connectedInTest();

  for (const inline of ['none', 'plain', 'gzip', 'zlib'] as const) {
    it(`brings a change of a flag, with its definition: ${inline}`, async () => {
      const backend = await open({ inline });
      backend.putFlag(flagOf('a', 'on'));
      backend.putFlag(flagOf('b', 'on'));
      const { client, next } = await connect(backend);
      await streaming(backend);
      backend.forget();
      const changed = next(ConfigurationChanged);
      backend.putFlag(flagOf('a', 'menú'));
      expect(await changed).to.deep.include({ flagsChanged: ['a'] });
      expect(client.getTreatment('ana', 'a')).to.equal('menú');
      const fetches = backend.requests.filter(({ path }) => path === '/splitChanges');
      expect(fetches.length > 0).to.equal(inline === 'none');
    });
  }

  it('brings a kill, an archived flag, and a changed segment', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    backend.putFlag(flagOf('b', 'on'));
    backend.changeSegment('staff', { add: ['ana'] });
    backend.putFlag(flagOf('c', 'on', 'staff'));
    const { client, next } = await connect(backend);
    await streaming(backend);
    const step = async (act: () => void): Promise<unknown> => {
      const changed = next(ConfigurationChanged);
      act();
      return (await changed)?.flagsChanged;
    };
    expect(await step(() => backend.killFlag('a', 'dead'))).to.deep.equal(['a']);
    expect(client.getTreatment('ana', 'a')).to.equal('dead');
    expect(await step(() => backend.archiveFlag('b'))).to.deep.equal(['b']);
    expect(client.getTreatment('ana', 'b')).to.equal('control');
    expect(await step(() => backend.changeSegment('staff', { add: ['bob'], remove: ['ana'] }))).to.deep.equal(['c']);
    expect([client.getTreatment('ana', 'c'), client.getTreatment('bob', 'c')]).to.deep.equal(['off', 'on']);
  });

  it('comes back after its connection was cut, with what happened meanwhile', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    const { client, next } = await connect(backend);
    await streaming(backend);
    const changed = next(ConfigurationChanged);
    backend.putFlag(flagOf('a', 'new'), { notify: false });
    backend.cutConnections();
    expect(await changed).to.deep.include({ flagsChanged: ['a'] });
    expect(client.getTreatment('ana', 'a')).to.equal('new');
    await backend.received('/sse', { count: 2 });
  });

  it('takes another token when its own is over', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    await connect(backend);
    await streaming(backend);
    backend.expireTokens();
    await backend.received('/v2/auth', { count: 2 });
    await backend.received('/sse', { count: 2 });
  });

  it('takes a hundred changes one after the other, each from what came with it', async () => {
    const backend = await open();
    backend.putFlag(flagOf('a', 'on'));
    const { client, next } = await connect(backend);
    await streaming(backend);
    backend.forget();
    for (let n = 0; n < 100; n++) {
      const changed = next(ConfigurationChanged);
      backend.putFlag(flagOf('a', `v${n}`));
      await changed;
      expect(client.getTreatment('ana', 'a')).to.equal(`v${n}`);
    }
    expect(backend.requests.filter(({ path }) => path === '/splitChanges')).to.be.empty;
  });
});
