import { expect } from 'chai';
import { answer, type Reply } from '../support/fake-backend.js';
import { START, useNetwork, type Rig } from '../support/use-network.js';
import { experiment, parameter, workspace } from '../support/workspace.js';

const document = workspace({
  experiments: [experiment(1)],
  events: [{ id: 3072, key: 'purchase' }],
  remoteConfigParameters: [parameter('banner', 'STRING', 'hi')],
});

function track(rig: Rig, count: number): void {
  for (let i = 0; i < count; i++) rig.client.track({ key: 'purchase', value: i }, 'ann');
}

/** The values of the tracked events that were taken, in order. */
function values(rig: Rig): unknown[] {
  return rig.backend.taken.flatMap(({ trackEvents }) => trackEvents.map(({ value }) => value));
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

describe('network: events', () => {
  const rig = useNetwork();

  async function started(...replies: Reply[]): Promise<Rig> {
    const made = rig();
    made.backend.workspaces = [answer(document, 'a'), { status: 304 }];
    if (replies.length > 0) made.backend.events = replies;
    await made.start();
    return made;
  }

  it('leave every ten seconds, in one request with all three lists', async () => {
    const it = await started();
    it.client.variation(1, { id: 'ann', deviceId: 'd', properties: { plan: 'pro' } });
    it.client.remoteConfig('ann').get('banner', 'ho');
    it.client.track('purchase', 'ann');
    await it.pass(9);
    expect(it.backend.of('event')).to.deep.equal([]);
    await it.pass(1);
    const [{ request }] = it.backend.of('event') as [(typeof it.backend.received)[number]];
    expect([request.method, request.url]).to.deep.equal(['POST', 'http://event.test/api/v2/events']);
    expect(request.headers).to.include({
      'X-HACKLE-SDK-KEY': 'the key',
      'X-HACKLE-SDK-TIME': String(START + 10_000),
      'Content-Type': 'application/json',
    });
    const [{ exposureEvents, trackEvents, remoteConfigEvents }] = it.backend.taken as [
      (typeof it.backend.taken)[number],
    ];
    expect(exposureEvents.map(({ experimentKey, variationKey }) => [experimentKey, variationKey])).to.deep.equal([
      [1, 'B'],
    ]);
    expect(exposureEvents[0]).to.deep.include({
      timestamp: START,
      userId: 'ann',
      identifiers: { $id: 'ann', $deviceId: 'd' },
      userProperties: { plan: 'pro' },
      hackleProperties: {},
    });
    expect(trackEvents.map(({ eventTypeId, eventTypeKey }) => [eventTypeId, eventTypeKey])).to.deep.equal([
      [3072, 'purchase'],
    ]);
    expect(remoteConfigEvents.map(({ parameterKey }) => parameterKey)).to.deep.equal(['banner']);
    await it.pass(30);
    expect(it.backend.of('event')).to.have.length(1);
  });

  it('leave at once when a hundred wait, a hundred at most in a request', async () => {
    const it = await started();
    track(it, 99);
    await it.pass(1);
    expect(it.backend.of('event')).to.have.length(0);
    track(it, 151);
    await it.pass(1);
    expect(it.backend.taken.map(({ trackEvents }) => trackEvents.length)).to.deep.equal([100, 100]);
  });

  it('are all sent, the same exposure too: the backend counts it once', async () => {
    const it = await started();
    for (let i = 0; i < 5; i++) it.variation();
    await it.client.flush();
    expect(it.backend.taken.flatMap(({ exposureEvents }) => exposureEvents)).to.have.length(5);
  });

  it('tracked before there is a workspace are sent with the type 0', async () => {
    const it = rig();
    await it.start();
    it.client.track('purchase', 'ann');
    expect(await it.client.flush()).to.equal(true);
    expect(it.backend.taken[0]?.trackEvents[0]).to.include({ eventTypeId: 0, eventTypeKey: 'purchase' });
  });

  const failures: readonly Reply[] = [
    { status: 500 },
    { status: 429 },
    { fails: 'unreachable' },
    { fails: 'timeout' },
    { status: 404 },
  ];
  for (const failed of failures) {
    it(`are sent again with the same ids after three times ${JSON.stringify(failed)}, each once`, async () => {
      const it = await started(failed, failed, failed, { status: 200 });
      track(it, 3);
      await it.pass(60);
      expect(values(it)).to.deep.equal([0, 1, 2]);
      const sent = it.backend.of('event').map(({ request }) => JSON.parse(request.body ?? '') as Ids);
      const ids = sent.map(({ trackEvents }) => trackEvents.map(({ insertId }) => insertId).join());
      expect(ids).to.have.length(4);
      expect(new Set(ids).size).to.equal(1);
      expect(new Set(sent[0]?.trackEvents.map(({ insertId }) => insertId)).size).to.equal(3);
    });
  }

  it('of a batch that is too large go in halves; one that is refused alone is dropped and said', async () => {
    const it = await started();
    it.backend.decide = ({ url, body = '' }) => {
      if (!url.endsWith('/events')) return undefined;
      const { trackEvents } = JSON.parse(body) as Ids;
      return { status: trackEvents.length > 2 || body.includes('"value":5') ? 413 : 200 };
    };
    track(it, 10);
    expect(await it.client.flush()).to.equal(false);
    expect(values(it)).to.deep.equal([0, 1, 2, 3, 4, 6, 7, 8, 9]);
    expect(it.log.lines.filter((line) => line.includes('dropped'))).to.have.length(1);
  });

  for (const status of [401, 403]) {
    it(`stay when the backend refuses the key with ${status}, and are sent minutes later`, async () => {
      const it = await started({ status }, { status: 200 });
      track(it, 3);
      await it.pass(299);
      expect(it.backend.of('event')).to.have.length(1);
      await it.pass(320);
      expect(values(it)).to.deep.equal([0, 1, 2]);
    });
  }

  it('of which too many wait are dropped, the newest first, and said once', async () => {
    const it = await started({ status: 500 });
    track(it, 10_050);
    await it.pass(15);
    it.backend.events = [{ status: 200 }];
    await it.pass(120);
    expect(values(it)).to.deep.equal(upTo(10_000));
    expect(it.log.lines.filter((line) => line.includes('dropped'))).to.have.length.within(1, 2);
  });

  it('are bounded by their weight as well', async () => {
    const it = await started({ status: 500 });
    const text = 'x'.repeat(1_000);
    const properties = Object.fromEntries(upTo(100).map((i) => [`p${i}`, text]));
    for (let i = 0; i < 500; i++) it.client.track({ key: 'purchase', value: i, properties }, 'ann');
    it.backend.events = [{ status: 200 }];
    await it.pass(60);
    const { length } = values(it);
    expect(length).to.be.within(140, 180);
    const heaviest = Math.max(...it.backend.of('event').map(({ request }) => request.body?.length ?? 0));
    expect(heaviest).to.be.within(900_000, 1_200_000);
  });
});

describe('network: flush and close', () => {
  const rig = useNetwork();

  async function started(): Promise<Rig> {
    const made = rig();
    made.backend.workspaces = [answer(document)];
    return made.start();
  }

  it('deliver what waits', async () => {
    const it = await started();
    track(it, 250);
    expect(await it.client.flush()).to.equal(true);
    expect(values(it)).to.deep.equal(upTo(250));
    expect(await it.client.flush()).to.equal(true);
    expect(it.backend.of('event')).to.have.length(3);
  });

  it('deliver 5,000 events at close, all of them, each once', async () => {
    const it = await started();
    track(it, 5_000);
    await it.client.close();
    expect(values(it)).to.deep.equal(upTo(5_000));
    expect(it.backend.taken.every(({ trackEvents }) => trackEvents.length <= 100)).to.equal(true);
    const ids = it.backend.taken.flatMap(({ trackEvents }) => trackEvents.map(({ insertId }) => insertId));
    expect(new Set(ids).size).to.equal(5_000);
    expect([it.clock.pending, it.backend.closed]).to.deep.equal([0, 1]);
  });

  it('end within their time when the backend does not answer', async () => {
    const it = await started();
    track(it, 3);
    it.backend.events = ['hang'];
    let flushed: boolean | undefined;
    void it.client.flush(500).then((whole) => (flushed = whole));
    await it.pass(1);
    expect(flushed).to.equal(false);
    let closed = false;
    void it.client.close().then(() => (closed = true));
    await it.pass(9);
    expect(closed).to.equal(false);
    await it.pass(1);
    expect(closed).to.equal(true);
    expect([it.clock.pending, it.backend.closed]).to.deep.equal([0, 1]);
    expect(it.log.lines.some((line) => line.includes('dropped'))).to.equal(true);
  });

  it('send nothing more after a close, and ask for nothing', async () => {
    const it = await started();
    await it.client.close();
    const { length } = it.backend.received;
    track(it, 3);
    it.variation();
    await it.pass(60);
    expect(it.backend.received).to.have.length(length);
    expect(it.variation()).to.equal('none');
  });
});

interface Ids {
  readonly trackEvents: readonly { readonly insertId: string }[];
}
