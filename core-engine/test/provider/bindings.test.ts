import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { BaseProvider } from '#src/provider/base.js';
import { fatal } from '#src/provider/errors.js';
import { Deferred, listen, names, newDomain, rejection, rig, tidy, turns } from './fakes.js';

/** An unbound way to ask. */
function ask(provider: BaseProvider) {
  return provider.resolveBooleanEvaluation('flag', false);
}

const closed = { value: false, errorCode: 'PROVIDER_NOT_READY', errorMessage: 'flag "flag": the provider is closed' };

describe('bindings of a provider', () => {
  afterEach(tidy);

  describe('are counted', () => {
    it('1.6.1 OpenFeature.close() calls once per domain, clearProviders again: one close in all', async () => {
      const { provider, backend } = rig();
      for (let i = 0; i < 3; i++) await OpenFeature.setProviderAndWait(newDomain(), provider);
      await OpenFeature.close();
      expect(backend.closes).to.have.length(1);
      await OpenFeature.close();
      await OpenFeature.clearProviders();
      expect(backend.closes).to.have.length(1);
      const domain = newDomain();
      await OpenFeature.setProviderAndWait(domain, provider);
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
      await OpenFeature.clearProviders();
      expect(backend.closes).to.have.length(2);
    });

    it('2.2.7 after OpenFeature.close() a client still calls: PROVIDER_NOT_READY', async () => {
      const domain = newDomain();
      await OpenFeature.setProviderAndWait(domain, rig().provider);
      await OpenFeature.close();
      expect(await OpenFeature.getClient(domain).getBooleanDetails('flag', false)).to.include(closed);
    });

    it('1.1.2.3 two domains: the one that is replaced leaves the other served', async () => {
      const [one, two] = [newDomain(), newDomain()];
      const { provider, backend } = rig();
      await OpenFeature.setProviderAndWait(one, provider);
      await OpenFeature.setProviderAndWait(two, provider);
      await OpenFeature.setProviderAndWait(one, rig().provider);
      expect(backend.closes).to.be.empty;
      expect(await OpenFeature.getClient(two).getBooleanValue('flag', false)).to.be.true;
      await OpenFeature.setProviderAndWait(two, rig().provider);
      expect(backend.closes).to.have.length(1);
    });

    it('2.5.1 as many closes as initializes, however they come, and the backend closes with the last', async () => {
      const { provider, backend } = rig();
      await Promise.all([provider.initialize(), provider.initialize()]);
      await provider.initialize();
      await provider.onClose();
      await provider.onClose();
      expect(backend.closes).to.be.empty;
      expect(await ask(provider)).to.include({ value: true });
      await provider.onClose();
      expect(backend.closes).to.have.length(1);
    });

    it('2.5.3 closes that have no initialize do not count against later ones', async () => {
      const { provider, backend } = rig();
      for (let i = 0; i < 3; i++) await provider.onClose();
      await provider.initialize();
      expect(await ask(provider)).to.include({ value: true });
      await provider.onClose();
      expect(backend.closes).to.have.length(2);
    });
  });

  describe('1.1.2.3 A, B, A: bound again while its close is pending', () => {
    async function replaced() {
      const domain = newDomain();
      const a = rig({ initTimeoutMillis: 5_000 });
      const closing = new Deferred();
      await OpenFeature.setProviderAndWait(domain, a.provider);
      a.backend.nextClose = () => closing.promise;
      await OpenFeature.setProviderAndWait(domain, rig({ flags: { flag: false } }).provider);
      const bound = OpenFeature.setProviderAndWait(domain, a.provider);
      bound.catch(() => undefined);
      return { ...a, domain, closing, bound };
    }

    it('waits for the close and then starts', async () => {
      const { domain, backend, closing, bound } = await replaced();
      await turns();
      expect(backend.starts).to.equal(1);
      closing.resolve();
      await bound;
      expect(backend).to.include({ starts: 2, listening: 1 });
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
    });

    it('2.4.2.1 keeps to its time all the same, and is READY late', async () => {
      const { domain, backend, clock, closing, bound } = await replaced();
      await clock.advance(5_000);
      expect(await rejection(bound)).to.include({ code: 'PROVIDER_NOT_READY' });
      const heard = listen(domain);
      closing.resolve();
      await turns();
      expect(backend.starts).to.equal(2);
      expect(names(heard)).to.deep.equal(['READY']);
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
    });

    it('2.5.2 gives up when it is closed while it waits', async () => {
      const { provider, backend, closing, bound } = await replaced();
      const done = provider.onClose();
      expect(await rejection(bound)).to.include({ code: 'PROVIDER_NOT_READY' });
      closing.resolve();
      await done;
      await turns();
      expect(backend).to.include({ starts: 1, listening: 0 });
      expect(backend.closes).to.have.length(1);
      expect(await ask(provider)).to.include(closed);
    });

    it('2.5.2 gives up when it is closed in the moment between', async () => {
      const { provider, backend, closing, bound } = await replaced();
      const outcome = rejection(bound);
      closing.resolve();
      // Up to the turn in which the provider is closed and the new start has not been told yet.
      for (let i = 0; i < 20 && provider.toJSON().state !== 'closed'; i++) await Promise.resolve();
      expect(provider.toJSON().state).to.equal('closed');
      await provider.onClose();
      expect(await outcome).to.include({ code: 'PROVIDER_NOT_READY' });
      await turns();
      expect(backend).to.include({ starts: 1, listening: 0 });
    });
  });

  describe('2.5.2 a start that was given up', () => {
    /** Closed while it started, and started again. The backend has not answered either time. */
    async function restarted() {
      const made = rig();
      const [first, second] = [new Deferred(), new Deferred()];
      made.backend.nextStart = () => first.promise;
      const givenUp = rejection(made.provider.initialize());
      await made.provider.onClose();
      await givenUp;
      made.backend.nextStart = () => second.promise;
      const again = made.provider.initialize();
      await turns();
      return { ...made, first, second, again };
    }

    it('does not make the next one ready when it succeeds after all', async () => {
      const { provider, first, second, again } = await restarted();
      first.resolve();
      await turns();
      expect(await ask(provider)).to.include({ errorCode: 'PROVIDER_NOT_READY' });
      second.resolve();
      await again;
      expect(await ask(provider)).to.include({ value: true });
    });

    it('does not fail the next one when it fails after all', async () => {
      const { provider, first, second, again } = await restarted();
      first.reject(fatal('401'));
      await turns();
      expect(await ask(provider)).to.include({ errorCode: 'PROVIDER_NOT_READY' });
      second.resolve();
      await again;
      expect(await ask(provider)).to.include({ value: true });
    });

    it('does not split the next one, which all later bindings share', async () => {
      const { provider, backend, second, again } = await restarted();
      const shared = provider.initialize();
      second.resolve();
      await Promise.all([again, shared]);
      expect(backend.starts).to.equal(2);
    });

    it('does not split the next one either when it ends in between', async () => {
      const { provider, backend } = rig();
      const starting = new Deferred();
      backend.nextStart = () => starting.promise;
      const givenUp = rejection(provider.initialize());
      const closing = provider.onClose();
      const again = provider.initialize();
      await givenUp;
      const shared = provider.initialize();
      await closing;
      starting.resolve();
      await Promise.all([again, shared]);
      expect(backend.starts).to.equal(2);
    });
  });

  it('2.5.3 any order of initialize and onClose ends well: closed when no binding is left, else served', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const { provider, backend } = rig();
      backend.nextStart = () => turns(seed % 3);
      backend.nextClose = () => turns(seed % 2);
      let bindings = 0;
      const pending: Promise<unknown>[] = [];
      for (let i = 0, bits = seed * 2_654_435_761; i < 12; i++, bits = Math.floor(bits / 2)) {
        if (bits % 2 === 1) {
          bindings++;
          pending.push(provider.initialize().catch(() => undefined));
        } else {
          bindings = Math.max(0, bindings - 1);
          pending.push(provider.onClose());
        }
        if (bits % 3 === 0) await turns(1);
      }
      await Promise.all(pending);
      await turns(4);
      expect((await ask(provider)).value, `seed ${seed}`).to.equal(bindings > 0);
      expect(backend.listening, `seed ${seed}`).to.equal(bindings > 0 ? 1 : 0);
    }
  });
});
