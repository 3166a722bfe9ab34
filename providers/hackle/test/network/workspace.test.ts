import { expect } from 'chai';
import { answer, type Received, type Reply } from '../support/fake-backend.js';
import { START, useNetwork } from '../support/use-network.js';
import { experiment, serves, workspace } from '../support/workspace.js';

const MODIFIED = 'whenever, in its own words';
const first = workspace({ experiments: [experiment(1)] });
const second = workspace({
  experiments: [experiment(1, { execution: { defaultRule: serves(1) } }), experiment(2)],
});

describe('network: the workspace', () => {
  const rig = useNetwork();

  it('is asked for at initialize, not before, with who asks', async () => {
    const { backend, client, clock, log } = rig({ sdkName: 'mine', sdkVersion: '7' });
    await clock.advance(60_000);
    expect([backend.received.length, clock.pending]).to.deep.equal([0, 0]);
    backend.workspaces = [answer(first, MODIFIED)];
    await client.initialize();
    const [{ request }] = backend.of('sdk') as [Received];
    expect([request.method, request.url, request.body, request.background]).to.deep.equal([
      'GET',
      'http://sdk.test/api/v2/workspaces/the%20key/config',
      undefined,
      true,
    ]);
    expect(request.headers).to.deep.equal({
      'X-HACKLE-SDK-KEY': 'the key',
      'X-HACKLE-SDK-NAME': 'mine',
      'X-HACKLE-SDK-VERSION': '7',
      'X-HACKLE-SDK-TIME': String(START + 60_000),
      'User-Agent': 'mine/7',
    });
    expect(client.variation(1, 'ann')).to.equal('B');
    expect(log.lines).to.deep.equal([]);
  });

  it('is asked for again from 10 to 11 seconds after each answer, with the time of the last change', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first, MODIFIED), { status: 304 }];
    await it.start();
    await it.pass(60);
    const { polls } = it;
    expect(polls.length).to.be.within(6, 7);
    polls.slice(1).forEach((at, i) => expect(at - polls[i]!).to.be.within(10_000, 11_000));
    const conditions = it.backend.of('sdk').map(({ request }) => request.headers?.['If-Modified-Since']);
    expect(conditions).to.deep.equal(polls.map((_, i) => (i === 0 ? undefined : MODIFIED)));
    expect(it.told).to.deep.equal(['ready']);
    expect(it.variation()).to.equal('B');
  });

  it('that came without the time of its change is asked for without condition', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first, MODIFIED), answer(second), answer(second)];
    await it.start();
    await it.pass(25);
    const conditions = it.backend.of('sdk').map(({ request }) => request.headers?.['If-Modified-Since']);
    expect(conditions).to.deep.equal([undefined, MODIFIED, undefined]);
  });

  it('that changed tells exactly what may be answered otherwise', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first, 'a'), answer(second, 'b'), answer(second, 'c'), answer(workspace(), 'd')];
    await it.start();
    await it.pass(11);
    expect(it.told).to.deep.equal(['ready', 'changed experiment:1,experiment:2']);
    expect(it.variation()).to.equal('A');
    await it.pass(11);
    expect(it.told).to.have.length(2);
    await it.pass(11);
    expect(it.told.slice(2)).to.deep.equal(['changed experiment:1,experiment:2']);
    expect(it.client.variationDetail(1, 'ann').reason).to.equal('EXPERIMENT_NOT_FOUND');
  });

  it('with one broken experiment costs that experiment, said once', async () => {
    const it = rig();
    const broken = workspace({ experiments: [experiment(1), { ...experiment(2), execution: 5 }] });
    it.backend.workspaces = [answer(broken)];
    await it.start();
    await it.pass(30);
    expect(it.variation()).to.equal('B');
    expect(it.client.variationDetail(2, 'ann').reason).to.equal('EXPERIMENT_NOT_FOUND');
    expect(it.log.lines.filter((line) => line.includes('execution'))).to.have.length(1);
    expect(it.told).to.deep.equal(['ready']);
  });

  const unusable: readonly (readonly [what: string, reply: Reply])[] = [
    ['no JSON', { status: 200, body: '{"experiments":[', headers: { 'last-modified': 'bad' } }],
    ['a list', { status: 200, body: '[]', headers: { 'last-modified': 'bad' } }],
    ["somebody else's object", { status: 200, body: '{"error":"no"}', headers: { 'last-modified': 'bad' } }],
    ['refused', { status: 500, headers: { 'last-modified': 'bad' } }],
  ];
  for (const [what, reply] of unusable) {
    it(`that is ${what} is never what the next request starts from`, async () => {
      const it = rig();
      it.backend.workspaces = [answer(first, MODIFIED), reply, answer(second, 'c')];
      await it.start();
      await it.pass(11);
      expect(it.variation()).to.equal('B');
      await it.pass(11);
      const conditions = it.backend.of('sdk').map(({ request }) => request.headers?.['If-Modified-Since']);
      expect(conditions).to.deep.equal([undefined, MODIFIED, MODIFIED]);
      expect(it.variation()).to.equal('A');
    });

    it(`that is ${what} at first is asked for again whole`, async () => {
      const it = rig();
      it.backend.workspaces = [reply, answer(first, MODIFIED)];
      await it.start();
      await it.pass(1);
      expect(it.backend.of('sdk').map(({ request }) => request.headers?.['If-Modified-Since'])).to.deep.equal([
        undefined,
        undefined,
      ]);
      expect(it.variation()).to.equal('B');
    });
  }

  it('is polled at the interval that was asked for', async () => {
    const it = rig({ pollingIntervalMillis: 50_000 });
    it.backend.workspaces = [answer(first)];
    await it.start();
    await it.pass(49);
    expect(it.polls).to.have.length(1);
    await it.pass(6);
    expect(it.polls).to.have.length(2);
  });

  it('is asked for once at a time', async () => {
    const it = rig();
    it.backend.workspaces = [answer(first), 'hang'];
    await it.start();
    await it.pass(100);
    expect(it.polls).to.have.length(2);
  });
});

describe('network: what cannot be sent', () => {
  const rig = useNetwork();

  it('is refused when it is given', () => {
    for (const [name, config] of [
      ['"sdkName"', { sdkName: 'a\nb' }],
      ['"sdkVersion"', { sdkVersion: '\u0000' }],
    ] as const) {
      expect(() => rig(config))
        .to.throw(name)
        .with.property('code', 'GENERAL');
    }
  });
});
