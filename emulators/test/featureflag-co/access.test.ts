import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { ask } from '../support/ask.js';
import { featureFlagCoInTest, streamUrl } from '../support/featureflag-co.js';

const NOW = 1_662_712_345_678;
const REFUSED = [4003, 'invalid request, close by server'];

describe('access to the featureflag.co emulator', () => {
  const { emulated, client, connected } = featureFlagCoInTest();

  it('is given to every secret that is one, and needs one', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    const open = await connected(emulator, NOW);
    expect(await open.ask(0)).to.deep.include({ eventType: 'full' });
    const base = `${emulator.urls.streaming}/streaming`;
    for (const query of ['', '?type=server', '?type=server&token=', '?type=server&token=nonsense']) {
      expect(await client(`${base}${query}`).closed).to.deep.equal(REFUSED);
    }
    const noIds = Buffer.from('a__0__1__1__b').toString('base64');
    expect(await client(streamUrl(emulator, NOW, noIds)).closed).to.deep.equal(REFUSED);
    expect(await client(streamUrl(emulator, NOW).replace('type=server', 'type=other')).closed).to.deep.equal(REFUSED);
  });

  it('does not mind the order and the number of the parameters', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    const { search } = new URL(streamUrl(emulator, NOW));
    const token = new URLSearchParams(search).get('token');
    for (const query of [`type=server&version=2&token=${token}`, `version=1&token=${token}&type=client`]) {
      const open = client(`${emulator.urls.streaming}/streaming?${query}`);
      await once(open.socket, 'open');
      expect((await open.ask(0)).eventType).to.equal('full');
    }
  });

  it('ends half a minute after a token was made; a clock that is fast does no harm', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    for (const made of [NOW - 30_000, NOW + 3_600_000]) {
      expect((await (await connected(emulator, made)).ask(0)).eventType).to.equal('full');
    }
    expect(await client(streamUrl(emulator, NOW - 30_001)).closed).to.deep.equal(REFUSED);
  });

  it('is given to the secrets that it is told, everywhere', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW), keys: ['other'] });
    expect(await client(streamUrl(emulator, NOW)).closed).to.deep.equal(REFUSED);
    const url = `${emulator.urls.events}/api/public/track`;
    const post = async () =>
      (await ask(url, { method: 'POST', headers: { envSecret: emulator.envSecret }, body: '[]' })).status;
    expect(await post()).to.equal(401);
    emulator.acceptKeys(emulator.envSecret);
    await connected(emulator, NOW);
    expect(await post()).to.equal(200);
  });

  it('is to be had at the right address only', async () => {
    const emulator = await emulated({ clock: new ManualClock(NOW) });
    const status = async (url: string): Promise<number | undefined> => {
      const { socket } = client(url);
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
      return response.statusCode;
    };
    const url = streamUrl(emulator, NOW);
    expect(await status(url.replace('/streaming?', '/other?'))).to.equal(404);
    expect(await status(url.replace('/streaming/streaming', '/events/streaming'))).to.equal(404);
    expect((await ask(`${emulator.urls.events}/api/public/track`)).status).to.equal(404);
    expect((await ask(`${emulator.urls.events}/api/public/other`, { method: 'POST' })).status).to.equal(404);
  });

  it('fails as it is told to, and is recorded', async () => {
    const emulator = await emulated();
    emulator.answerErrors('/streaming', 401, 1);
    const [, response] = (await once(client(streamUrl(emulator)).socket, 'unexpected-response')) as [
      unknown,
      IncomingMessage,
    ];
    expect(response.statusCode).to.equal(401);
    emulator.leaveUnanswered('/streaming', 1);
    const unanswered = client(streamUrl(emulator));
    await emulator.received('/streaming', { count: 2 });
    expect(unanswered.socket.readyState).to.equal(unanswered.socket.CONNECTING);
    await connected(emulator);
    expect(
      emulator.requests.map(({ service, path, query, status }) => [service, path, query.type, status]),
    ).to.deep.equal([401, undefined, 101].map((status) => ['streaming', '/streaming', 'server', status]));
    emulator.cutConnections();
    expect(emulator.openStreams).to.be.at.most(1);
  });
});
