import { expect } from 'chai';
import { ask } from '../support/ask.js';
import { amplitudeEmulatorsInTest } from '../support/emulators.js';

const key = { authorization: 'Api-Key any' };

describe('the Amplitude emulator, asked by hand', () => {
  const emulated = amplitudeEmulatorsInTest();

  it('takes the user from the body of a POST, and from either alphabet of a header', async () => {
    const emulator = await emulated();
    emulator.putVariantFor('a>b?c~d', 'f', 'on');
    const user = JSON.stringify({ user_id: 'a>b?c~d' });
    const url = `${emulator.urls.server}/sdk/v2/vardata?v=0`;
    const encoded = (encoding: 'base64' | 'base64url') => Buffer.from(user).toString(encoding);
    const answers = [
      await ask(url, { method: 'POST', headers: key, body: user }),
      await ask(url, { headers: { ...key, 'x-amp-exp-user': encoded('base64url') } }),
      await ask(`${emulator.urls.server}/sdk/vardata`, { headers: { ...key, 'x-amp-exp-user': encoded('base64') } }),
    ];
    for (const { body } of answers) expect(body).to.deep.equal({ f: { key: 'on', value: 'on' } });
  });

  it('refuses what the backend would refuse', async () => {
    const { urls } = await emulated();
    const vardata = `${urls.server}/sdk/v2/vardata`;
    const user = Buffer.from('{}').toString('base64url');
    const statuses = [
      await ask(vardata, { headers: { 'x-amp-exp-user': user } }),
      await ask(vardata, { headers: { authorization: `Bearer any`, 'x-amp-exp-user': user } }),
      await ask(vardata, { headers: key }),
      await ask(vardata, { headers: { ...key, 'x-amp-exp-user': 'WzFd' } }),
      await ask(vardata, { headers: { ...key, 'x-amp-exp-user': user, 'x-amp-exp-flag-keys': 'e30' } }),
      await ask(vardata, { method: 'POST', headers: key, body: 'text' }),
      await ask(`${urls.server}/other`, { headers: { ...key, 'x-amp-exp-user': user } }),
      await ask(`${urls.analytics}/sdk/v2/vardata`, { headers: { ...key, 'x-amp-exp-user': user } }),
    ];
    expect(statuses.map(({ status }) => status)).to.deep.equal([401, 401, 400, 400, 400, 400, 404, 404]);
  });

  it('takes events, each once, and refuses what is none', async () => {
    const emulator = await emulated();
    const send = async (body: unknown, path = '/2/httpapi') => {
      const answer = await ask(`${emulator.urls.analytics}${path}`, {
        method: 'POST',
        headers: {},
        body: JSON.stringify(body),
      });
      return answer.status;
    };
    const event = { event_type: 'a', user_id: 'u', insert_id: '1' };
    const exposure = { event_type: '[Experiment] Exposure', device_id: 'd', insert_id: '2' };
    expect(await send({ api_key: 'k', events: [event, exposure] })).to.equal(200);
    expect(await send({ api_key: 'k', events: [event] }, '/batch')).to.equal(200);
    const bad = [
      { events: [event] },
      { api_key: 'k' },
      { api_key: 'k', events: [{ ...event, user_id: '' }] },
      { api_key: 'k', events: [{ user_id: 'u', insert_id: '3' }] },
      [],
    ];
    for (const body of bad) expect(await send(body)).to.equal(400);
    expect(await send({ api_key: 'k', events: [event] }, '/3/httpapi')).to.equal(404);
    expect(emulator.events.map(({ insert_id }) => insert_id)).to.deep.equal(['1', '2']);
    expect(emulator.exposures.map(({ insert_id }) => insert_id)).to.deep.equal(['2']);
  });
});
