import { OpenFeature, type Provider, ServerProviderEvents, ServerProviderStatus } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { Clock } from '#src/clock/clock.js';
import { ManualClock } from '#src/clock/manual-clock.js';
import { fatal, general } from '#src/provider/errors.js';
import { Deferred, FakeBackend, listen, names, newDomain, overhear, rejection, rig, tidy, turns } from './fakes.js';

const never = () => new Promise<void>(() => undefined);

/** Binds without waiting; the SDK would log a start that fails. */
function bind(domain: string, provider: Provider): Promise<unknown> {
  const bound = OpenFeature.setProviderAndWait(domain, provider);
  bound.catch(() => undefined);
  return bound;
}

describe('initialize', () => {
  afterEach(tidy);

  it('2.4.1 makes the provider ready, with one READY for the application', async () => {
    const domain = newDomain();
    const { provider, backend } = rig();
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const emitted = overhear(provider);
    const bound = bind(domain, provider);
    const heard = listen(domain);
    starting.resolve();
    await bound;
    await turns();
    expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.READY);
    expect(names(heard)).to.deep.equal(['READY']);
    expect(emitted, 'by the provider itself').to.be.empty;
  });

  it('2.8.2 serves real values in the very handler of READY', async () => {
    const domain = newDomain();
    const { provider, backend } = rig({ flags: { flag: 'real' } });
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const bound = bind(domain, provider);
    const client = OpenFeature.getClient(domain);
    let value: Promise<string> | undefined;
    client.addHandler(ServerProviderEvents.Ready, () => {
      value = client.getStringValue('flag', 'd');
    });
    starting.resolve();
    await bound;
    expect(await value).to.equal('real');
  });

  it('2.4.1 accepts any context and leaves it alone', async () => {
    const context = Object.freeze({ targetingKey: 'u', nested: Object.freeze({ a: 1 }) });
    await rig().provider.initialize(context, 'x');
    await rig().provider.initialize(undefined, undefined);
    await rig().provider.initialize({});
  });

  it('2.4.1 starts once for two domains, both of which are served', async () => {
    const [one, two] = [newDomain(), newDomain()];
    const { provider, backend } = rig();
    await OpenFeature.setProviderAndWait(one, provider);
    await OpenFeature.setProviderAndWait(two, provider);
    expect(backend.starts).to.equal(1);
    expect(backend.subscribed).to.equal(1);
    for (const domain of [one, two])
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
  });

  it('2.2.7 answers PROVIDER_NOT_READY in a second domain, which the SDK calls ready, while the start is pending', async () => {
    const [one, two] = [newDomain(), newDomain()];
    const { provider, backend } = rig();
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const bound = bind(one, provider);
    await OpenFeature.setProviderAndWait(two, provider);
    const details = await OpenFeature.getClient(two).getBooleanDetails('flag', false);
    expect(details).to.include({ value: false, errorCode: 'PROVIDER_NOT_READY' });
    expect(details.errorMessage).to.equal('flag "flag": the provider has no definitions yet');
    starting.resolve();
    await bound;
    expect(await OpenFeature.getClient(two).getBooleanValue('flag', false)).to.be.true;
  });

  it('2.4.1 called again, at once or later, shares the start and its outcome', async () => {
    const { provider, backend } = rig();
    await Promise.all([provider.initialize(), provider.initialize(), provider.initialize()]);
    await provider.initialize();
    expect(backend.starts).to.equal(1);
    expect(backend.subscribed).to.equal(1);
    const failing = rig();
    failing.backend.nextStart = () => Promise.reject(general('down'));
    const outcomes = await Promise.all([1, 2].map(() => rejection(failing.provider.initialize())));
    expect(outcomes.map(({ code }) => code)).to.deep.equal(['GENERAL', 'GENERAL']);
    expect(failing.backend.starts).to.equal(1);
  });

  it('2.4.1 called again after a start that failed, waits for the backend again, with the same subscription', async () => {
    const { provider, backend } = rig();
    backend.nextStart = () => Promise.reject(general('down'));
    await rejection(provider.initialize());
    backend.nextStart = undefined;
    await provider.initialize();
    expect(await provider.resolveBooleanEvaluation('flag', false)).to.include({ value: true });
    expect(backend.subscribed).to.equal(1);
  });

  describe('2.4.2.1 a backend that does not come', () => {
    it('rejects with PROVIDER_NOT_READY when time is up, not before', async () => {
      const domain = newDomain();
      const { provider, backend, clock } = rig({ initTimeoutMillis: 3_000 });
      backend.nextStart = never;
      const bound = bind(domain, provider);
      const heard = listen(domain);
      await clock.advance(2_999);
      expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.NOT_READY);
      await clock.advance(1);
      const error = await rejection(bound);
      expect(error).to.be.instanceOf(Error);
      expect(error).to.include({ code: 'PROVIDER_NOT_READY' });
      expect(error.message).to.equal('no definitions within 3000 ms; connecting goes on');
      expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.ERROR);
      expect(names(heard)).to.deep.equal(['ERROR']);
    });

    it('2.2.7 then answers PROVIDER_NOT_READY, not that there is no such flag', async () => {
      const domain = newDomain();
      const { provider, backend, clock } = rig();
      backend.nextStart = never;
      const bound = bind(domain, provider);
      await clock.advance(10_000);
      await rejection(bound);
      const details = await OpenFeature.getClient(domain).getBooleanDetails('missing', true);
      expect(details).to.include({ value: true, errorCode: 'PROVIDER_NOT_READY' });
      expect(details.errorMessage).to.equal('flag "missing": the provider has no definitions yet');
    });

    for (const how of ['its start resolves', 'it says so']) {
      it(`2.8.1 is READY late, once, when ${how}; changes come after`, async () => {
        const domain = newDomain();
        const { provider, backend, clock } = rig();
        const starting = new Deferred();
        backend.nextStart = () => starting.promise;
        const bound = bind(domain, provider);
        await clock.advance(10_000);
        await rejection(bound);
        const heard = listen(domain);
        backend.tell({ kind: 'changed', flagKeys: ['flag'] });
        await turns();
        expect(heard).to.be.empty;
        if (how === 'it says so') backend.tell({ kind: 'ready' });
        starting.resolve();
        await turns();
        backend.tell({ kind: 'ready' });
        await turns();
        expect(names(heard)).to.deep.equal(['READY', 'CONFIGURATION_CHANGED']);
        expect(heard[0]!.status).to.equal(ServerProviderStatus.READY);
        expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
      });
    }

    it('2.8.1 is FATAL late when the credentials turn out to be bad after time was up', async () => {
      const domain = newDomain();
      const { provider, backend, clock } = rig();
      const starting = new Deferred();
      backend.nextStart = () => starting.promise;
      const bound = bind(domain, provider);
      await clock.advance(10_000);
      await rejection(bound);
      const heard = listen(domain);
      starting.reject(fatal('401'));
      await turns();
      expect(names(heard)).to.deep.equal(['ERROR']);
      expect(heard[0]!.details).to.include({ errorCode: 'PROVIDER_FATAL', message: '401' });
      expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.FATAL);
    });
  });

  describe('2.4.2.1 credentials that are refused', () => {
    async function refused() {
      const domain = newDomain();
      const { provider, backend } = rig();
      backend.nextStart = () => Promise.reject(fatal('the key was refused'));
      const error = await rejection(bind(domain, provider));
      return { domain, provider, backend, error };
    }

    it('reject with PROVIDER_FATAL, and the status is FATAL', async () => {
      const { domain, error } = await refused();
      expect(error).to.include({ code: 'PROVIDER_FATAL', message: 'the key was refused' });
      await turns();
      expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.FATAL);
    });

    it('2.2.7 are the answer to a direct call', async () => {
      const { provider } = await refused();
      const details = await provider.resolveStringEvaluation('flag', 'd');
      expect(details).to.include({ value: 'd', reason: 'ERROR', errorCode: 'PROVIDER_FATAL' });
      expect(details.errorMessage).to.match(/^flag "flag": the provider cannot start/);
    });

    it('2.8.1 give way to READY when they are accepted after all', async () => {
      const { domain, backend } = await refused();
      const heard = listen(domain);
      backend.tell({ kind: 'ready' });
      await turns();
      expect(names(heard)).to.deep.equal(['READY']);
      expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.READY);
      expect(await OpenFeature.getClient(domain).getBooleanValue('flag', false)).to.be.true;
    });
  });

  it('2.4.2.1 rejects with a coded error whatever the backend throws, at once or later; the cause is kept', async () => {
    const system = Object.assign(new Error('connect to https://sdk.example/?key=secret'), { code: 'ECONNREFUSED' });
    const throwing = () => {
      throw system;
    };
    for (const nextStart of [throwing, () => Promise.reject(system)]) {
      const { provider, backend } = rig();
      backend.nextStart = nextStart;
      const error = await rejection(provider.initialize());
      expect(error).to.include({ code: 'GENERAL', message: 'the start failed (Error)', cause: system });
    }
  });

  it('2.8.1 says nothing while it runs; what the backend told is said afterwards', async () => {
    const domain = newDomain();
    const { provider, backend } = rig();
    const starting = new Deferred();
    backend.nextStart = () => starting.promise;
    const emitted = overhear(provider);
    const bound = bind(domain, provider);
    const heard = listen(domain);
    backend.tell({ kind: 'error', message: 'first attempt', code: 'GENERAL' });
    backend.tell({ kind: 'changed', flagKeys: ['flag'] });
    backend.tell({ kind: 'stale', message: 'from a snapshot' });
    await turns();
    expect(emitted).to.be.empty;
    starting.resolve();
    await bound;
    expect(names(heard)).to.deep.equal(['READY']);
    await turns();
    expect(names(heard)).to.deep.equal(['READY', 'CONFIGURATION_CHANGED', 'STALE']);
    expect(OpenFeature.getClient(domain).providerStatus).to.equal(ServerProviderStatus.STALE);
  });

  it('holds the process while it waits, and lets go when it ends', async () => {
    const held: (boolean | undefined)[] = [];
    const inner = new ManualClock();
    const clock: Clock = {
      now: () => inner.now(),
      schedule: (delayMs, task, options) => {
        held.push(options?.hold);
        return inner.schedule(delayMs, task);
      },
    };
    const starting = new Deferred();
    const backend = new FakeBackend();
    backend.nextStart = () => starting.promise;
    const { provider } = rig({ clock, backend });
    const done = provider.initialize();
    expect(held).to.deep.equal([true]);
    expect(inner.pending).to.equal(1);
    starting.resolve();
    await done;
    await turns();
    expect(inner.pending).to.equal(0);
    await provider.onClose();
    await turns();
    expect(held).to.deep.equal([true, true]);
    expect(inner.pending).to.equal(0);
  });

  it('2.4.1 starts no timer and asks nothing of the backend when it is made', () => {
    const { backend, clock } = rig();
    expect(clock.pending).to.equal(0);
    expect(backend).to.include({ starts: 0, subscribed: 0 });
  });
});
