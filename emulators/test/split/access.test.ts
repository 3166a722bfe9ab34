import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { ask } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';
import { connect, tokenOf } from '../support/listener.js';

describe('access to the Split emulator', () => {
  const emulated = emulatorsInTest();

  it('takes every key, and needs one', async () => {
    const { urls } = await emulated();
    expect((await ask(`${urls.sdk}/splitChanges?since=-1`)).status).to.equal(200);
    expect((await ask(`${urls.sdk}/splitChanges?since=-1`, { headers: {} })).status).to.equal(401);
  });

  it('takes the keys that it is told, everywhere but where a token stands for the key', async () => {
    const emulator = await emulated({ keys: ['good'] });
    const { sdk, auth, events, telemetry } = emulator.urls;
    const everywhere = async (key: string) => {
      const headers = { authorization: `Bearer ${key}` };
      const post = { method: 'POST', body: '[]', headers };
      const asked = [
        ask(`${sdk}/splitChanges?since=-1`, { headers }),
        ask(`${sdk}/segmentChanges/none?since=-1`, { headers }),
        ask(`${auth}/v2/auth`, { headers }),
        ask(`${events}/events/bulk`, post),
        ask(`${telemetry}/v1/metrics/usage`, { ...post, body: '{}' }),
      ];
      return (await Promise.all(asked)).map(({ status }) => status);
    };
    expect(await everywhere('bad')).to.deep.equal([401, 401, 401, 401, 401]);
    expect(await everywhere('good')).to.deep.equal([200, 404, 200, 200, 200]);
    emulator.acceptKeys('bad', 'worse');
    expect(await everywhere('bad')).to.deep.equal([200, 404, 200, 200, 200]);
    expect(await everywhere('good')).to.deep.equal([401, 401, 401, 401, 401]);
    expect((await ask(`${sdk}/version`, { headers: {} })).status).to.equal(200);
  });

  it('answers 404 where a request is sent to the wrong one of its URLs', async () => {
    const { urls } = await emulated();
    expect((await ask(`${urls.events}/splitChanges?since=-1`)).status).to.equal(404);
    expect((await ask(`${urls.sdk}/v2/auth`)).status).to.equal(404);
    expect((await ask(`${urls.telemetry}/events/bulk`, { method: 'POST', body: '[]' })).status).to.equal(404);
    expect((await ask(`${urls.sdk}/splitChanges/more`)).status).to.equal(404);
  });

  it('gives a token that says when it ends and which channels there are', async () => {
    const emulator = await emulated({ clock: new ManualClock(1_700_000_000_000), connDelay: 7, tokenSeconds: 900 });
    const { body } = await ask(`${emulator.urls.auth}/v2/auth?s=1.3`);
    expect(body).to.include({ pushEnabled: true, connDelay: 7 });
    const claims = Buffer.from((body as { token: string }).token.split('.')[1]!, 'base64url').toString();
    const { iat, exp, 'x-ably-capability': rights } = JSON.parse(claims) as Record<string, unknown>;
    expect([iat, exp]).to.deep.equal([1_700_000_000, 1_700_000_900]);
    expect(JSON.parse(rights as string)).to.deep.equal({
      NzM2_MTEx_splits: ['subscribe'],
      NzM2_MTEx_segments: ['subscribe'],
      NzM2_MTEx_flags: ['subscribe'],
      control_pri: ['subscribe', 'channel-metadata:publishers'],
      control_sec: ['subscribe', 'channel-metadata:publishers'],
    });
    emulator.configure({ pushEnabled: false });
    expect((await ask(`${emulator.urls.auth}/v2/auth`)).body).to.deep.equal({ pushEnabled: false, token: '' });
  });

  it('opens a stream only with a token of its own that is not over', async () => {
    const clock = new ManualClock(1_700_000_000_000);
    const emulator = await emulated({ clock, tokenSeconds: 60 });
    const answerTo = async (token: string): Promise<unknown> => {
      const response = await connect(emulator, '/sse', [], token);
      if (response.status === 200) await response.body!.cancel();
      return response.status === 200 ? 200 : ((await response.json()) as { code: number }).code;
    };
    const [early, late] = [await tokenOf(emulator), await tokenOf(emulator)];
    expect(await answerTo(early)).to.equal(200);
    expect(await answerTo('made.up.token')).to.equal(40_101);
    await clock.advance(60_000);
    expect(await answerTo(late)).to.equal(40_142);
    const next = await tokenOf(emulator);
    emulator.expireTokens();
    expect(await answerTo(next)).to.equal(40_142);
    expect(await answerTo(await tokenOf(emulator))).to.equal(200);
  });
});
