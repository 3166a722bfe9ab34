import { ManualClock } from '@polyflag/core-engine';
import { SplitEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { ask } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';
import { always } from '../support/flags.js';
import { Listener } from '../support/listener.js';

describe('the answers of an emulator', () => {
  const emulated = emulatorsInTest();

  it('are compressed for those who take gzip, and for no others', async () => {
    const emulator = await emulated();
    emulator.putFlag(always('menú', 'on'));
    const url = `${emulator.urls.sdk}/splitChanges?s=1.3&since=-1`;
    const taking = (encodings: string) =>
      ask(url, { headers: { authorization: 'Bearer any', 'accept-encoding': encodings } });
    const [zipped, plain] = [await taking('deflate, gzip'), await taking('identity')];
    expect([zipped, plain].map(({ headers }) => headers['content-encoding'])).to.deep.equal(['gzip', undefined]);
    expect(gunzipSync(zipped.bytes).toString()).to.equal(plain.bytes.toString());
    expect(plain.bytes.toString()).to.include('menú');
  });

  it('are errors where that is wanted, as often as that is wanted', async () => {
    const emulator = await emulated();
    const status = async (path: string) => (await ask(`${emulator.urls.sdk}${path}`)).status;
    const undo = emulator.answerErrors('/splitChanges', 503, 2);
    expect(await status('/splitChanges')).to.equal(503);
    expect(await status('/version')).to.equal(200);
    expect(await status('/splitChanges')).to.equal(503);
    expect(await status('/splitChanges')).to.equal(200);
    undo();
    const stop = emulator.answerErrors(/since=1/, 500);
    emulator.answerErrors(({ query }) => query.since === '1', 429, 1);
    expect([await status('/splitChanges?since=1'), await status('/splitChanges?since=1')]).to.deep.equal([429, 500]);
    expect(await status('/splitChanges?since=2')).to.equal(200);
    stop();
    expect(await status('/splitChanges?since=1')).to.equal(200);
    emulator.answerErrors('/splitChanges', 500);
    emulator.answerNormally();
    expect(await status('/splitChanges')).to.equal(200);
  });

  it('have no body with 304', async () => {
    const emulator = await emulated();
    emulator.answerErrors('/splitChanges', 304);
    const { status, bytes, headers } = await ask(`${emulator.urls.sdk}/splitChanges`);
    expect([status, bytes.length, headers['content-type']]).to.deep.equal([304, 0, undefined]);
  });

  it('are whatever is wanted', async () => {
    const emulator = await emulated();
    const reply = { status: 200, headers: { 'content-type': 'text/html', 'retry-after': '7' }, body: '<p>Hello</p>' };
    emulator.answerWith('/splitChanges', reply);
    const { bytes, headers: sent } = await ask(`${emulator.urls.sdk}/splitChanges`);
    expect(bytes.toString()).to.equal('<p>Hello</p>');
    expect([sent['content-type'], sent['retry-after']]).to.deep.equal(['text/html', '7']);
  });

  it('come late when slowed down, and what was asked is in the record before', async () => {
    const clock = new ManualClock();
    const emulator = await emulated({ clock });
    emulator.slowDown(2_000, '/splitChanges');
    let answered = false;
    const slow = ask(`${emulator.urls.sdk}/splitChanges`).then(() => (answered = true));
    await emulator.received('/splitChanges');
    await ask(`${emulator.urls.sdk}/version`);
    await clock.advance(1_999);
    expect(answered).to.be.false;
    await clock.advance(1);
    await slow;
  });

  it('do not come at all to what is left unanswered', async () => {
    const emulator = await emulated();
    emulator.leaveUnanswered('/splitChanges', 1);
    const never = ask(`${emulator.urls.sdk}/splitChanges`).catch((error: unknown) => (error as Error).message);
    expect((await emulator.received('/splitChanges')).status).to.equal(undefined);
    expect((await ask(`${emulator.urls.sdk}/splitChanges`)).status).to.equal(200);
    emulator.cutConnections();
    expect(await never).to.equal('socket hang up');
  });

  it('survive a request that is given up half-way, which is not recorded', async () => {
    const emulator = await emulated();
    const headers = { 'content-length': '10' };
    const half = request(`${emulator.urls.events}/events/bulk`, { method: 'POST', headers, agent: false });
    const gone = new Promise((resolve) => half.on('error', resolve));
    await new Promise<void>((resolve) => void half.write('[', () => resolve()));
    half.destroy();
    await gone;
    expect((await ask(`${emulator.urls.sdk}/version`)).status).to.equal(200);
    expect(emulator.requests).to.have.length(1);
  });
});

describe('the life of an emulator', () => {
  const emulated = emulatorsInTest();

  it('has no URLs before it has begun', () => {
    expect(() => new SplitEmulator().urls).to.throw('no URL before start()');
  });

  it('goes on at the same port after a stop, with what was put and what was recorded', async () => {
    const emulator = await emulated();
    const { urls } = emulator;
    emulator.putFlag(always('one', 'on'));
    await ask(`${urls.sdk}/version`);
    await emulator.stop();
    await emulator.stop();
    await emulator.start();
    await emulator.start();
    expect(emulator.urls).to.deep.equal(urls);
    expect((await ask(`${urls.sdk}/splitChanges?since=-1`)).body)
      .to.have.property('splits')
      .with.length(1);
    expect(emulator.requests).to.have.length(2);
  });

  it('refuses connections while it is down, and has no streams after that', async () => {
    const emulator = await emulated();
    const listener = await Listener.open(emulator);
    await emulator.goDown();
    await listener.block().catch(() => undefined);
    const refused = await ask(emulator.urls.sdk).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'ECONNREFUSED');
    await emulator.comeUp();
    expect((await ask(`${emulator.urls.sdk}/version`)).status).to.equal(200);
    expect(emulator.openStreams).to.equal(0);
  });

  it('says so when its port is taken, and can be started when it is free', async () => {
    const emulator = await emulated();
    const second = new SplitEmulator({ port: Number(new URL(emulator.urls.sdk).port) });
    const problem = await second.start().catch((error: unknown) => error);
    expect(problem).to.have.property('code', 'EADDRINUSE');
    await emulator.stop();
    await second.start();
    await second.stop();
  });
});
