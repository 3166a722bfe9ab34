import { expect } from 'chai';
import { on, onIf, property } from '../support/flags.js';
import { useLocal } from '../support/local-client.js';

describe('local: what is reported of evaluations', () => {
  const rig = useLocal();
  const bootstrap = { a: on('a', { metadata: { flagVersion: 3 } }), off: onIf('off', property('p', 'is', 'x')) };
  const key = { apiKey: 'analytics' };
  const user = { user_id: 'ann' };

  it('is nothing, unless that is configured', async () => {
    const it = rig({ bootstrap });
    it.client.evaluateV2(user, undefined, { tracksExposure: true });
    await it.pass(60_000);
    expect(it.backend.received).to.deep.equal([]);
  });

  it('is one assignment for each user and what he was assigned, once a day', async () => {
    const it = rig({ bootstrap, assignmentConfig: key });
    it.client.evaluateV2(user);
    it.client.evaluateV2(user);
    await it.client.evaluate({ user_id: 'ben' });
    it.client.evaluateV2(user, []);
    await it.pass(11_000);
    expect(it.backend.events.map(({ event_type, user_id }) => [event_type, user_id])).to.deep.equal([
      ['[Experiment] Assignment', 'ann'],
      ['[Experiment] Assignment', 'ben'],
    ]);
    expect(it.backend.events[0]?.event_properties).to.deep.equal({ 'a.variant': 'on', 'off.variant': 'off' });
    const body = JSON.parse(it.backend.of('/2/httpapi')[0]!.request.body!) as { api_key: string };
    expect(body.api_key).to.equal('analytics');
    await it.pass(24 * 3_600_000);
    it.client.evaluateV2(user);
    await it.pass(11_000);
    expect(it.backend.events).to.have.length(3);
  }).timeout(20_000);

  it('is an exposure to each flag that he is assigned to, where that is asked for', async () => {
    const it = rig({ bootstrap, exposureConfig: key });
    it.client.evaluateV2(user);
    it.client.evaluateV2(user, undefined, { tracksExposure: true });
    it.client.evaluateV2(user, undefined, { tracksExposure: true });
    await it.pass(11_000);
    expect(it.backend.events.map(({ event_type, event_properties }) => [event_type, event_properties])).to.deep.equal([
      [
        '[Experiment] Exposure',
        { '[Experiment] Flag Key': 'a', '[Experiment] Variant': 'on', metadata: { flagVersion: 3 } },
      ],
    ]);
  });

  it('is sent at stop', async () => {
    const it = rig({ bootstrap, assignmentConfig: key });
    it.client.evaluateV2(user);
    await it.client.stop();
    expect(it.backend.events).to.have.length(1);
  });

  it('costs no evaluation: a user who cannot be written is evaluated all the same', () => {
    const it = rig({ bootstrap, exposureConfig: key });
    const groups: Record<string, unknown> = {};
    groups.org = groups;
    const cyclic = { user_id: 'ann', groups } as never;
    expect(Object.keys(it.client.evaluateV2(cyclic, undefined, { tracksExposure: true }))).to.deep.equal(['a', 'off']);
  });
});
