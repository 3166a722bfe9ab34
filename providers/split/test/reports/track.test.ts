import { expect } from 'chai';
import { flag } from '../definitions/build.js';
import { paths } from './fake-backend.js';
import { useBackend } from './use-backend.js';

describe('track, with a backend (§3.2)', () => {
  const { make, ready } = useBackend();
  const large = { text: 'x'.repeat(15_000) };

  it('is false when eventsQueueSize events wait, true again when they have left', async () => {
    const { client, clock, reports } = await ready({ eventsQueueSize: 2 });
    const track = (): boolean => client.track('ana', 'user', 'bought');
    expect([track(), track(), track()]).to.deep.equal([true, true, false]);
    expect(reports.stats.events).to.deep.include({ queued: 2, dropped: 1, rejected: 1 });
    await clock.advance(0);
    expect(track()).to.equal(true);
  });

  it('is true for the 10,000 ordinary events that the documentation has room for', async () => {
    const { client, reports } = await ready();
    for (let i = 0; i < 10_000; i++) expect(client.track(`user-${i}`, 'user', 'bought', i)).to.equal(true);
    expect(client.track('ana', 'user', 'bought')).to.equal(false);
    expect(reports.stats.events).to.deep.include({ queued: 10_000, rejected: 1 });
  });

  it('is false when 5 MB wait', async () => {
    const { client, reports } = await ready();
    const properties = 2 * 'text'.length + 2 * 15_000;
    const texts = 2 * ('ana'.length + 'user'.length + 'bought'.length);
    const room = Math.floor((5 * 1024 * 1024) / (150 + texts + properties));
    for (let i = 0; i < room; i++) expect(client.track('ana', 'user', 'bought', 1, large)).to.equal(true);
    expect(client.track('ana', 'user', 'bought', 1, large)).to.equal(false);
    expect(reports.stats.events?.droppedByReason.full).to.equal(1);
  });

  it('is false for what is not valid, which takes no room', async () => {
    const { client, reports } = await ready();
    expect(client.track('', 'user', 'bought')).to.equal(false);
    expect(client.track('ana', 'user', 'bought something')).to.equal(false);
    expect(reports.stats.events).to.deep.include({ accepted: 0, rejected: 0 });
  });

  it('takes events before the client is ready, and says nothing of traffic types then', async () => {
    const { client, log, clock, backend } = make();
    expect(client.track('ana', 'nobody-has-this', 'bought')).to.equal(true);
    await clock.advance(10_000);
    expect(backend.bodies(paths.events)).to.have.lengthOf(1);
    expect(log.at('warn', 'error')).to.deep.equal([]);
  });

  it('warns once of a traffic type that no flag has, and takes the event', async () => {
    const { client, log } = await ready();
    for (let i = 0; i < 2; i++) expect(client.track('ana', 'account', 'bought')).to.equal(true);
    expect(client.track('ana', 'user', 'bought')).to.equal(true);
    expect(log.at('warn')).to.deep.equal(['track: no feature flag has the traffic type "account"']);
  });

  it('knows a traffic type from the moment that a flag has it', async () => {
    const { client, log, source } = await ready();
    client.track('ana', 'account', 'bought');
    await source.bring(flag('a', { trafficTypeName: 'account' }));
    client.track('ana', 'account', 'bought');
    client.track('ana', 'user', 'bought');
    expect(log.at('warn')).to.deep.equal([
      'track: no feature flag has the traffic type "account"',
      'track: no feature flag has the traffic type "user"',
    ]);
  });

  it('is false once the factory is destroyed', async () => {
    const { client, factory, clock } = await ready();
    const destroyed = factory.destroy();
    await clock.advance(0);
    await destroyed;
    expect(client.track('ana', 'user', 'bought')).to.equal(false);
  });
});
