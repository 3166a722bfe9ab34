import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import { ask } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';

describe('the record of an emulator', () => {
  const emulated = emulatorsInTest();

  it('keeps everything of a request, and what it was answered', async () => {
    const emulator = await emulated({ clock: new ManualClock(5_000) });
    await ask(`${emulator.urls.sdk}/splitChanges?s=1.3&since=-1&sets=a%2Cb`);
    const [request] = emulator.requests;
    expect(request).to.deep.include({
      at: 5_000,
      method: 'GET',
      service: 'sdk',
      path: '/splitChanges',
      url: '/sdk/splitChanges?s=1.3&since=-1&sets=a%2Cb',
      query: { s: '1.3', since: '-1', sets: 'a,b' },
      body: undefined,
      status: 200,
    });
    expect(request!.headers).to.include({ authorization: 'Bearer any' });
  });

  it('parses bodies, compressed ones too, and keeps those as text that are no JSON', async () => {
    const emulator = await emulated();
    const url = `${emulator.urls.events}/events/bulk`;
    await ask(url, { method: 'POST', body: '[]' });
    await ask(url, {
      method: 'POST',
      body: gzipSync('[]'),
      headers: { 'content-encoding': 'gzip', authorization: 'Bearer any' },
    });
    await ask(url, { method: 'POST', body: '[broken' });
    await ask(url, { method: 'POST', body: '[{"eventTypeId":"no key"}]' });
    expect(emulator.requests.map(({ body, status }) => [body, status])).to.deep.equal([
      [[], 200],
      [[], 200],
      ['[broken', 400],
      [[{ eventTypeId: 'no key' }], 400],
    ]);
  });

  it('sorts reports, and leaves out those that were not accepted', async () => {
    const emulator = await emulated();
    const { events, telemetry } = emulator.urls;
    const post = (url: string, body: unknown) => ask(url, { method: 'POST', body: JSON.stringify(body) });
    const send = async (): Promise<void> => {
      await post(`${events}/testImpressions/bulk`, [{ f: 'flag', i: [{ k: 'ana', t: 'on', m: 1 }] }]);
      await post(`${events}/testImpressions/count`, { pf: [{ f: 'flag', m: 0, rc: 3 }] });
      await post(`${events}/events/bulk`, [
        { eventTypeId: 'bought', trafficTypeName: 'user', key: 'ana', timestamp: 1 },
      ]);
      await post(`${telemetry}/v1/keys/ss`, { keys: [{ f: 'flag', ks: ['ana'] }] });
      await post(`${telemetry}/v1/metrics/config`, { oM: 0 });
      await post(`${telemetry}/v1/metrics/usage`, { iQ: 1 });
    };
    const undo = emulator.answerErrors(/./, 500);
    await send();
    undo();
    await send();
    expect(emulator.requests).to.have.length(12);
    expect(emulator.impressions).to.deep.equal([{ f: 'flag', k: 'ana', t: 'on', m: 1 }]);
    expect(emulator.impressionCounts).to.deep.equal([{ f: 'flag', m: 0, rc: 3 }]);
    expect(emulator.events).to.deep.equal([
      { eventTypeId: 'bought', trafficTypeName: 'user', key: 'ana', timestamp: 1 },
    ]);
    expect(emulator.uniqueKeys).to.deep.equal([{ f: 'flag', ks: ['ana'] }]);
    expect(emulator.metrics).to.deep.equal({ config: [{ oM: 0 }], usage: [{ iQ: 1 }] });
    emulator.forget();
    expect([emulator.requests, emulator.events]).to.deep.equal([[], []]);
  });

  it('tells when something has arrived: before, after, for the second time, from now on', async () => {
    const emulator = await emulated();
    const changes = (since: number) => ask(`${emulator.urls.sdk}/splitChanges?since=${since}`);
    const second = emulator.received('/splitChanges', { count: 2 });
    await changes(1);
    const fromNowOn = emulator.received(/since=\d$/, { from: emulator.requests.length });
    await changes(2);
    const ofThree = emulator.received(({ query }) => query.since === '3');
    await changes(3);
    const first = emulator.received('/splitChanges');
    const found = await Promise.all([first, second, fromNowOn, ofThree]);
    expect(found.map(({ query }) => query.since)).to.deep.equal(['1', '2', '2', '3']);
  });

  it('matches a path with what is below it, and no other path that begins like it', async () => {
    const emulator = await emulated();
    const below = emulator.received('/segmentChanges');
    await ask(`${emulator.urls.sdk}/segmentChangesToo`);
    await ask(`${emulator.urls.sdk}/segmentChanges/staff`);
    expect((await below).path).to.equal('/segmentChanges/staff');
  });
});
