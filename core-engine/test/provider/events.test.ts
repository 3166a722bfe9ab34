import { OpenFeature, ServerProviderEvents, ServerProviderStatus } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { BackendStatus } from '#src/provider/backend.js';
import { listen, names, newDomain, overhear, RecordingLogger, rig, tidy, turns } from './fakes.js';

const stale: BackendStatus = { kind: 'stale', message: 'the stream is down' };
const error: BackendStatus = { kind: 'error', message: 'silent for 120 s', code: 'GENERAL' };
const ready: BackendStatus = { kind: 'ready' };

async function bound() {
  const domain = newDomain();
  const made = rig();
  await OpenFeature.setProviderAndWait(domain, made.provider);
  const client = OpenFeature.getClient(domain);
  const heard = listen(domain);
  const tell = async (...all: BackendStatus[]) => {
    for (const status of all) {
      made.backend.tell(status);
      await turns();
    }
  };
  return { ...made, domain, client, heard, tell };
}

describe('events', () => {
  afterEach(tidy);

  it('2.8.1 READY, STALE, ERROR, READY: one event each, with the status, message and code; evaluation goes on', async () => {
    const { client, heard, tell, domain } = await bound();
    for (const [status, expected] of [
      [stale, ServerProviderStatus.STALE],
      [error, ServerProviderStatus.ERROR],
      [ready, ServerProviderStatus.READY],
    ] as const) {
      await tell(status);
      expect(client.providerStatus).to.equal(expected);
      expect(heard.at(-1)?.status).to.equal(expected);
      expect(await client.getBooleanValue('flag', false), expected).to.be.true;
    }
    const by = { clientName: domain, domain, providerName: 'fake' };
    expect(heard.map(({ details }) => details)).to.deep.equal([
      { message: 'the stream is down', ...by },
      { message: 'silent for 120 s', errorCode: 'GENERAL', ...by },
      by,
    ]);
  });

  it('2.8.1 alternates when the backend goes and comes five times, whatever it repeats', async () => {
    const { heard, tell } = await bound();
    for (let i = 0; i < 5; i++) await tell(stale, stale, ready, ready);
    expect(names(heard)).to.deep.equal(Array.from({ length: 5 }, () => ['STALE', 'READY']).flat());
  });

  it('2.8.1 is silent over a hundred evaluations', async () => {
    const { client, heard } = await bound();
    for (let i = 0; i < 100; i++) await client.getBooleanValue('flag', false);
    await turns();
    expect(heard).to.be.empty;
  });

  it('2.8.1 revoked credentials are an ERROR with GENERAL once there is data, and evaluation goes on', async () => {
    const { client, heard, tell } = await bound();
    await tell({ kind: 'error', message: '401', code: 'PROVIDER_FATAL' });
    expect(heard[0]!.details).to.include({ errorCode: 'GENERAL', message: '401' });
    expect(client.providerStatus).to.equal(ServerProviderStatus.ERROR);
    expect(await client.getBooleanValue('flag', false)).to.be.true;
  });

  it('5.1.1 a change names the flags, each once, and changes no status', async () => {
    const { client, heard, tell } = await bound();
    await tell({ kind: 'changed', flagKeys: ['b', 'a', 'b'] });
    expect(names(heard)).to.deep.equal(['CONFIGURATION_CHANGED']);
    expect(heard[0]!.details.flagsChanged).to.deep.equal(['b', 'a']);
    expect(client.providerStatus).to.equal(ServerProviderStatus.READY);
  });

  it('5.1.1 the list that the backend gave is its own', async () => {
    const { backend, heard } = await bound();
    const flagKeys = ['a'];
    backend.tell({ kind: 'changed', flagKeys });
    flagKeys.push('b');
    await turns();
    expect(heard[0]!.details.flagsChanged).to.deep.equal(['a']);
  });

  it('5.1.1 a change in STALE and in ERROR is told at once', async () => {
    const { heard, tell } = await bound();
    await tell(stale, { kind: 'changed', flagKeys: ['a'] }, error, { kind: 'changed', flagKeys: ['a'] });
    expect(names(heard)).to.deep.equal(['STALE', 'CONFIGURATION_CHANGED', 'ERROR', 'CONFIGURATION_CHANGED']);
  });

  it('5.2.3 the provider’s own events carry a message and a code of the eight', async () => {
    const { provider, tell } = await bound();
    const emitted = overhear(provider);
    await tell(error);
    expect(emitted).to.deep.equal([
      { event: 'PROVIDER_ERROR', details: { message: 'silent for 120 s', errorCode: 'GENERAL' } },
    ]);
  });

  it('5.2.5 a handler that throws hinders nobody', async () => {
    const { client, heard, tell, domain } = await bound();
    client.addHandler(ServerProviderEvents.Stale, () => {
      throw new Error('no');
    });
    const after = listen(domain);
    await tell(stale, ready);
    expect(names(heard)).to.deep.equal(['STALE', 'READY']);
    expect(names(after)).to.deep.equal(['STALE', 'READY']);
  });

  it('5.2.5 a handler of the provider’s own events that throws is told to the provider’s logger', async () => {
    const logger = new RecordingLogger();
    const { provider, backend } = rig({ logger });
    await provider.initialize();
    provider.events.addHandler(ServerProviderEvents.Stale, () => {
      throw new TypeError('no');
    });
    backend.tell(stale);
    await turns();
    expect(logger.lines).to.deep.equal(['error a handler of PROVIDER_STALE failed with TypeError']);
  });

  it('a handler may evaluate, and may close the provider: later events are not said', async () => {
    const { client, provider, backend, heard } = await bound();
    let asked: Promise<{ readonly value: boolean }> | undefined;
    client.addHandler(ServerProviderEvents.Stale, () => {
      asked = provider.resolveBooleanEvaluation('flag', false);
    });
    client.addHandler(ServerProviderEvents.Stale, () => provider.onClose());
    backend.tell(stale);
    backend.tell(ready);
    await turns();
    expect(names(heard)).to.deep.equal(['STALE']);
    expect((await asked)?.value).to.equal(true);
  });

  it('5.1.1 reach every domain of the instance', async () => {
    const { provider, heard, tell } = await bound();
    const other = newDomain();
    await OpenFeature.setProviderAndWait(other, provider);
    const there = listen(other);
    await tell(stale);
    expect(names(heard)).to.deep.equal(['STALE']);
    expect(names(there)).to.deep.equal(['STALE']);
    expect(there[0]!.details.domain).to.equal(other);
  });

  it('1.1.3 of one instance do not reach another', async () => {
    const one = await bound();
    const two = await bound();
    await one.tell(stale);
    expect(two.heard).to.be.empty;
  });
});
