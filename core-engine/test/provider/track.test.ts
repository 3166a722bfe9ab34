import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import type { Face } from '#src/provider/face.js';
import { faceOf, newDomain, RecordingLogger, rejection, rig, tidy } from './fakes.js';

type Tracked = Parameters<NonNullable<Face['track']>>;

function tracking() {
  const tracked: Tracked[] = [];
  const logger = new RecordingLogger();
  const track: Face['track'] = (...args) => tracked.push(args);
  return { ...rig({ logger, face: faceOf({}, { track }) }), tracked, logger };
}

describe('track', () => {
  afterEach(tidy);

  it('2.7.1 hands over name, merged context and details', async () => {
    const { provider, tracked } = tracking();
    const domain = newDomain();
    await OpenFeature.setProviderAndWait(domain, provider);
    const details = { value: 9.5, when: new Date(0), nested: { list: [1, null] } };
    OpenFeature.getClient(domain, '1', { level: 'client' }).track('bought', { targetingKey: 'u' }, details);
    expect(tracked).to.deep.equal([['bought', { level: 'client', targetingKey: 'u' }, details]]);
  });

  it('2.7.1 returns nothing, at once, and needs neither context nor details', async () => {
    const { provider, tracked } = tracking();
    await provider.initialize();
    const untyped: (name: string) => unknown = (name) => provider.track(name);
    expect(untyped('bought')).to.equal(undefined);
    expect(tracked).to.deep.equal([['bought', {}, {}]]);
  });

  it('2.7.1 keeps the details of the time of the call', async () => {
    const { provider, tracked } = tracking();
    await provider.initialize();
    const details = { value: 1, nested: { a: 1 } };
    provider.track('bought', {}, details);
    details.value = 2;
    details.nested.a = 2;
    expect(tracked[0]![2]).to.deep.equal({ value: 1, nested: { a: 1 } });
  });

  it('2.7.1 keeps what it can of details that cannot be copied', async () => {
    const { provider, tracked } = tracking();
    await provider.initialize();
    const odd: Record<string, unknown> = { value: 1, callback: () => undefined };
    provider.track('bought', {}, odd as Tracked[2]);
    expect(tracked[0]![2]).to.include({ value: 1 }).and.not.equal(odd);
  });

  it('2.7.1 drops events before the start and after the close, with one debug line for each state', async () => {
    const { provider, tracked, logger } = tracking();
    provider.track('early', {}, {});
    provider.track('early', {}, {});
    const starting = provider.initialize();
    provider.track('early', {}, {});
    await starting;
    await provider.onClose();
    provider.track('late', {}, {});
    expect(tracked).to.be.empty;
    expect(logger.lines).to.deep.equal([
      'debug an event was dropped: not-ready',
      'debug an event was dropped: starting',
      'debug an event was dropped: closed',
    ]);
  });

  it('2.7.1 takes events in STALE, in ERROR, and after a start that is still trying', async () => {
    const { provider, backend, tracked } = tracking();
    backend.nextStart = () => Promise.reject(new Error('down'));
    await rejection(provider.initialize());
    provider.track('failed', {}, {});
    backend.tell({ kind: 'ready' });
    backend.tell({ kind: 'stale', message: 'old' });
    provider.track('stale', {}, {});
    backend.tell({ kind: 'error', message: 'gone', code: 'GENERAL' });
    provider.track('error', {}, {});
    expect(tracked.map(([name]) => name)).to.deep.equal(['failed', 'stale', 'error']);
  });

  it('2.7.1 never throws, and logs what failed without its message', async () => {
    const logger = new RecordingLogger();
    const track = () => {
      throw new TypeError('me@example.org');
    };
    const { provider } = rig({ logger, face: faceOf({}, { track }) });
    await provider.initialize();
    provider.track('bought', {}, {});
    provider.track('bought', {}, {});
    expect(logger.lines).to.have.length(1);
    expect(logger.lines[0]).to.match(/^warn an event could not be tracked: TypeError at /);
  });

  it('6.1.4 does nothing where the vendor has no tracking', async () => {
    const { provider } = rig();
    await provider.initialize();
    provider.track('bought', {}, {});
  });
});
