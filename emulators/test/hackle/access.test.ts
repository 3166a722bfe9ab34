import { expect } from 'chai';
import { ask } from '../support/ask.js';
import { hackleEmulatorsInTest } from '../support/emulators.js';
import { askHackle, fetchWorkspace } from '../support/hackle.js';
import { empty } from '../support/hackle-reports.js';

describe('access to the Hackle emulator', () => {
  const emulated = hackleEmulatorsInTest();

  it('takes every key, and needs one', async () => {
    const emulator = await emulated();
    const url = `${emulator.urls.sdk}/api/v2/workspaces/any/config`;
    expect((await fetchWorkspace(emulator)).status).to.equal(200);
    expect((await ask(url, { headers: {} })).status).to.equal(401);
    expect((await ask(url, { headers: { 'x-hackle-sdk-key': '' } })).status).to.equal(401);
  });

  it('takes the keys that it is told, everywhere', async () => {
    const emulator = await emulated({ keys: ['good'] });
    const { sdk, event, monitoring } = emulator.urls;
    const everywhere = async (key: string) => {
      const headers = { 'x-hackle-sdk-key': key };
      const asked = [
        ask(`${sdk}/api/v2/workspaces/${key}/config`, { headers }),
        ask(`${event}/api/v2/events`, { method: 'POST', headers, body: JSON.stringify(empty) }),
        ask(`${monitoring}/metrics`, { method: 'POST', headers, body: '{"metrics":[]}' }),
      ];
      return (await Promise.all(asked)).map(({ status }) => status);
    };
    expect(await everywhere('bad')).to.deep.equal([403, 403, 403]);
    expect(await everywhere('good')).to.deep.equal([200, 200, 200]);
    emulator.acceptKeys('bad', 'worse');
    expect(await everywhere('bad')).to.deep.equal([200, 200, 200]);
    expect(await everywhere('good')).to.deep.equal([403, 403, 403]);
  });

  it('is refused where the address names another key than the header', async () => {
    const { urls } = await emulated();
    const config = async (inPath: string, key: string) =>
      (await askHackle(`${urls.sdk}/api/v2/workspaces/${inPath}/config`, { headers: { 'x-hackle-sdk-key': key } }))
        .status;
    expect(await config('one', 'other')).to.equal(403);
    expect(await config('a%2Fb%20c', 'a/b c')).to.equal(200);
    expect(await config('%', '%')).to.equal(200);
  });

  it('is to be had at the right address only', async () => {
    const { urls } = await emulated();
    const status = async (url: string, method = 'GET') =>
      (await askHackle(url, method === 'GET' ? {} : { method, body: JSON.stringify(empty) })).status;
    const config = '/api/v2/workspaces/any/config';
    expect(await status(`${urls.event}${config}`)).to.equal(404);
    expect(await status(`${urls.sdk}${config}`, 'POST')).to.equal(404);
    expect(await status(`${urls.sdk}/api/v2/workspaces/any/config/more`)).to.equal(404);
    expect(await status(`${urls.sdk}/api/v2/events`, 'POST')).to.equal(404);
    expect(await status(`${urls.event}/api/v2/events`)).to.equal(404);
    expect(await status(`${urls.event}/api/v2/w/events`, 'POST')).to.equal(404);
    expect(await status(`${urls.event}/metrics`, 'POST')).to.equal(404);
  });

  it('fails as it is told to', async () => {
    const emulator = await emulated();
    emulator.answerErrors('/api/v2/workspaces', 503, 1);
    const statuses = [(await fetchWorkspace(emulator)).status, (await fetchWorkspace(emulator)).status];
    expect(statuses).to.deep.equal([503, 200]);
    await emulator.goDown();
    expect(await fetchWorkspace(emulator).catch((error: unknown) => error)).to.have.property('code', 'ECONNREFUSED');
    await emulator.comeUp();
    expect((await fetchWorkspace(emulator)).status).to.equal(200);
  });
});
