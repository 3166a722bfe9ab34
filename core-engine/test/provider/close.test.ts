import { OpenFeature, ServerProviderStatus } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { BaseProvider } from '#src/provider/base.js';
import { Deferred, listen, names, newDomain, overhear, RecordingLogger, rejection, rig, tidy, turns } from './fakes.js';

/** An unbound way to ask. */
function ask(provider: BaseProvider) {
  return provider.resolveBooleanEvaluation('flag', false);
}

const closed = { value: false, errorCode: 'PROVIDER_NOT_READY', errorMessage: 'flag "flag": the provider is closed' };

describe('onClose', () => {
  afterEach(tidy);

  it('2.5.1 closes the backend within the given time, and lets go of its news', async () => {
    const { provider, backend } = rig({ closeTimeoutMillis: 1_234 });
    await provider.initialize();
    expect(backend.listening).to.equal(1);
    await provider.onClose();
    expect(backend.closes).to.deep.equal([1_234]);
    expect(backend.listening).to.equal(0);
  });

  it('2.2.7 makes every evaluation PROVIDER_NOT_READY, from the call on', async () => {
    const { provider, backend } = rig();
    const closing = new Deferred();
    await provider.initialize();
    backend.nextClose = () => closing.promise;
    const done = provider.onClose();
    expect(await ask(provider)).to.include(closed);
    closing.resolve();
    await done;
    expect(await ask(provider)).to.include(closed);
  });

  it('2.2.7 and before it: not initialized', async () => {
    const { provider } = rig();
    expect(await ask(provider)).to.include({
      errorCode: 'PROVIDER_NOT_READY',
      errorMessage: 'flag "flag": the provider has not been initialized',
    });
  });

  for (const when of ['before', 'during', 'after'] as const) {
    it(`2.5.3 three times at once and three times in a row, ${when} initialize: all resolve, one close`, async () => {
      const { provider, backend } = rig();
      const starting = new Deferred();
      if (when === 'during') backend.nextStart = () => starting.promise;
      const initialized = when === 'before' ? undefined : provider.initialize();
      if (when === 'after') await initialized;
      const interrupted = when === 'during' ? rejection(initialized as Promise<void>) : undefined;
      await Promise.all([provider.onClose(), provider.onClose(), provider.onClose()]);
      for (let i = 0; i < 3; i++) await provider.onClose();
      expect(backend.closes).to.have.length(1);
      if (interrupted !== undefined) expect(await interrupted).to.include({ code: 'PROVIDER_NOT_READY' });
    });
  }

  it('2.5.2 ends a start that is pending: it rejects at once, and no READY follows', async () => {
    const domain = newDomain();
    const { provider, backend, clock } = rig();
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const emitted = overhear(provider);
    const bound = rejection(OpenFeature.setProviderAndWait(domain, provider));
    await provider.onClose();
    expect(await bound).to.include({
      code: 'PROVIDER_NOT_READY',
      message: 'the provider was closed while it started',
    });
    starting.resolve();
    backend.tell({ kind: 'ready' });
    await turns();
    expect(emitted).to.be.empty;
    expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.ERROR);
    await clock.advance(60_000);
    expect(await ask(provider)).to.include(closed);
  });

  it('2.5.2 wins over a start that succeeds in the same turn', async () => {
    const { provider, backend } = rig();
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const outcome = rejection(provider.initialize());
    starting.resolve();
    await Promise.resolve();
    void provider.onClose();
    expect(await outcome).to.include({ code: 'PROVIDER_NOT_READY' });
    expect(await ask(provider)).to.include(closed);
  });

  it('2.5.2 takes back events that have not been said, and none come after', async () => {
    const { provider, backend } = rig();
    await provider.initialize();
    const emitted = overhear(provider);
    backend.tell({ kind: 'stale', message: 'old' });
    const done = provider.onClose();
    backend.tell({ kind: 'changed', flagKeys: ['flag'] });
    await done;
    await turns();
    expect(emitted).to.be.empty;
  });

  it('2.5.1 resolves when its time is up, though the backend is not done, and says so', async () => {
    const logger = new RecordingLogger();
    const { provider, backend, clock } = rig({ logger, closeTimeoutMillis: 500 });
    await provider.initialize();
    backend.nextClose = () => new Promise(() => undefined);
    let isDone = false;
    const done = provider.onClose().then(() => (isDone = true));
    await clock.advance(499);
    expect(isDone).to.be.false;
    await clock.advance(1);
    await done;
    expect(logger.lines).to.deep.equal(['warn closing took too long: given up']);
  });

  it('2.5.3 resolves when the backend fails to close, at once or later', async () => {
    const boom = new Error('secret');
    const throwing = () => {
      throw boom;
    };
    for (const nextClose of [throwing, () => Promise.reject(boom)]) {
      const logger = new RecordingLogger();
      const { provider, backend } = rig({ logger });
      await provider.initialize();
      backend.nextClose = nextClose;
      await provider.onClose();
      expect(logger.lines).to.have.length(1);
      expect(logger.lines[0]).to.match(/^error closing failed: Error at /);
      expect(await ask(provider)).to.include(closed);
    }
  });

  it('2.5.1 after a start that failed resolves', async () => {
    const { provider, backend } = rig();
    backend.nextStart = () => Promise.reject(new Error('down'));
    await rejection(provider.initialize());
    await provider.onClose();
    expect(backend.closes).to.have.length(1);
  });

  it('2.5.2 lets the provider be initialized again: real values, changes, one subscription', async () => {
    const { provider, backend } = rig();
    for (let i = 1; i <= 3; i++) {
      const domain = newDomain();
      await OpenFeature.setProviderAndWait(domain, provider);
      const heard = listen(domain);
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
      backend.tell({ kind: 'changed', flagKeys: ['flag'] });
      await turns();
      expect(names(heard)).to.deep.equal(['CONFIGURATION_CHANGED']);
      expect(backend).to.include({ starts: i, listening: 1 });
      await OpenFeature.clearProviders();
      expect(backend.closes).to.have.length(i);
    }
  });

  describe('2.5.1 of a client that is shared', () => {
    it('leaves the client open, but lets go of its news and has its reports sent', async () => {
      const { provider, backend } = rig({ owned: false });
      const flushed: number[] = [];
      Object.assign(backend, { flush: (ms: number) => Promise.resolve(flushed.push(ms)) });
      await provider.initialize();
      await provider.onClose();
      expect(backend.closes).to.be.empty;
      expect(backend.listening).to.equal(0);
      expect(flushed).to.deep.equal([10_000]);
      expect(await ask(provider)).to.include(closed);
    });

    it('needs no way to send reports', async () => {
      const { provider, backend } = rig({ owned: false });
      await provider.initialize();
      await provider.onClose();
      expect(backend.closes).to.be.empty;
    });
  });
});
