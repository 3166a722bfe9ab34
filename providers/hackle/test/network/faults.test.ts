import { expect } from 'chai';
import { answer, type Reply } from '../support/fake-backend.js';
import { START, useNetwork } from '../support/use-network.js';
import { experiment, serves, workspace } from '../support/workspace.js';

const first = workspace({ experiments: [experiment(1)] });
const second = workspace({ experiments: [experiment(1, { execution: { defaultRule: serves(1) } })] });

interface Row {
  readonly what: string;
  readonly reply: Reply;
  readonly says: RegExp;
}

const html = { 'content-type': 'text/html; charset=utf-8' };

const passing: readonly Row[] = [
  { what: 'a backend that is down', reply: { fails: 'unreachable' }, says: /no luck/ },
  { what: 'a timeout', reply: { fails: 'timeout' }, says: /no luck/ },
  { what: 'an answer that breaks off', reply: { fails: 'broken' }, says: /no luck/ },
  { what: 'an answer that is too large', reply: { fails: 'too-large' }, says: /no luck/ },
  { what: 'a storm of 500', reply: { status: 500 }, says: /answered 500/ },
  { what: '429', reply: { status: 429 }, says: /answered 429/ },
  { what: '400', reply: { status: 400 }, says: /answered 400/ },
  { what: 'a redirect', reply: { status: 302 }, says: /answered 302/ },
  { what: '204', reply: { status: 204 }, says: /not JSON/ },
  { what: 'malformed JSON', reply: { status: 200, body: '{"a' }, says: /not JSON/ },
  { what: 'HTML', reply: { status: 200, body: '<p>', headers: html }, says: /not JSON.*labelled text\/html/ },
  { what: 'null', reply: { status: 200, body: 'null' }, says: /cannot be used/ },
  { what: "somebody else's object", reply: { status: 200, body: '{}' }, says: /cannot be used/ },
];

const refused: readonly Row[] = [401, 403, 404].map((status) => ({
  what: String(status),
  reply: { status },
  says: new RegExp(`answered ${status}`),
}));

const notModified: Row = { what: '304 to a first request', reply: { status: 304 }, says: /answered 304/ };
const untrusted: Row = { what: 'no trusted TLS', reply: { fails: 'tls' }, says: /no luck/ };

describe('network: faults from the start on', () => {
  const rig = useNetwork();

  for (const { what, reply, says } of [...passing, notModified]) {
    it(`${what}: initialize ends within its time, and READY comes later`, async () => {
      const it = rig();
      it.backend.workspaces = [reply];
      await it.start();
      await it.pass(3);
      expect(it.started).to.include({ code: 'PROVIDER_NOT_READY', after: 3_000 });
      expect(it.polls).to.deep.equal([0, 1_000, 2_000]);
      expect(it.client.variationDetail(1, 'ann').reason).to.equal('SDK_NOT_READY');
      await it.pass(13);
      expect(it.polls).to.have.length(4);
      expect(it.polls[3]! - 2_000).to.be.within(10_000, 11_000);
      it.backend.workspaces = [answer(first)];
      await it.pass(11);
      expect(it.told).to.deep.equal(['ready']);
      expect(it.variation()).to.equal('B');
      expect(it.log.lines.filter((line) => says.test(line))).to.have.length(1);
    });
  }

  it('one that passes at once does not cost the start', async () => {
    const it = rig();
    it.backend.workspaces = [{ fails: 'broken' }, answer(first)];
    await it.start();
    await it.pass(1);
    expect(it.started).to.include({ code: 'resolved', after: 1_000 });
    expect(it.told).to.deep.equal(['ready']);
  });

  const wishes: readonly [what: string, retryAfter: string][] = [
    ['seconds', '45'],
    ['a date', new Date(START + 45_000).toUTCString()],
  ];
  for (const [what, retryAfter] of wishes) {
    it(`503 with a wish to wait, in ${what}: nothing is asked before`, async () => {
      const it = rig();
      it.backend.workspaces = [{ status: 503, headers: { 'retry-after': retryAfter } }, answer(first)];
      await it.start();
      await it.pass(44);
      expect(it.polls).to.deep.equal([0]);
      await it.pass(2);
      expect(it.polls).to.deep.equal([0, 45_000]);
      expect(it.told).to.deep.equal(['ready']);
    });
  }

  for (const { what, reply, says } of refused) {
    it(`${what}: initialize rejects as FATAL at once; good answers are READY later`, async () => {
      const it = rig();
      it.backend.workspaces = [reply];
      await it.start();
      expect(it.started).to.include({ code: 'PROVIDER_FATAL', after: 0 });
      expect(it.started?.message).to.match(says);
      await it.pass(299);
      expect(it.polls).to.have.length(1);
      it.backend.workspaces = [answer(first)];
      await it.pass(302);
      expect(it.told).to.deep.equal(['ready']);
      expect(it.variation()).to.equal('B');
      await it.client.initialize();
      expect(it.log.lines).to.have.length(1);
    });
  }

  it('no trusted TLS: asked again after minutes', async () => {
    const it = rig();
    it.backend.workspaces = [untrusted.reply];
    await it.start();
    await it.pass(299);
    expect(it.started).to.include({ code: 'PROVIDER_NOT_READY', after: 3_000 });
    expect(it.polls).to.have.length(1);
  });

  it('no answer: initialize ends within its time', async () => {
    const it = rig({ initTimeoutMillis: 500 });
    it.backend.workspaces = ['hang'];
    await it.start();
    await it.pass(1);
    expect(it.started).to.include({ code: 'PROVIDER_NOT_READY', after: 500 });
  });
});

describe('network: faults while a workspace serves', () => {
  const rig = useNetwork();

  for (const { what, reply, says } of passing) {
    it(`${what}: STALE after three, ERROR after two minutes, READY with the first good answer`, async () => {
      const it = rig();
      it.backend.workspaces = [answer(first, 'a'), reply];
      await it.start();
      await it.pass(24);
      expect(it.told).to.deep.equal(['ready']);
      await it.pass(10);
      expect(it.told).to.deep.equal(['ready', 'stale']);
      await it.pass(108);
      expect(it.told).to.deep.equal(['ready', 'stale', 'error GENERAL']);
      expect(it.variation()).to.equal('B');
      const gaps = it.polls.slice(1).map((at, i) => at - it.polls[i]!);
      for (const gap of gaps) expect(gap).to.be.within(10_000, 11_000);
      expect(it.log.lines.map((line) => [line.slice(0, 5), says.test(line)])).to.deep.equal([
        ['warn:', true],
        ['error', true],
      ]);
      it.backend.workspaces = [{ status: 304 }];
      await it.pass(11);
      expect(it.told.slice(3)).to.deep.equal(['ready']);
      it.backend.workspaces = [reply];
      await it.pass(34);
      expect(it.told.slice(4)).to.deep.equal(['stale']);
      expect(it.log.lines).to.have.length(3);
      it.backend.workspaces = [answer(second, 'b')];
      await it.pass(11);
      expect(it.told.slice(5)).to.deep.equal(['changed experiment:1', 'ready']);
      expect(it.variation()).to.equal('A');
    });
  }

  for (const { what, reply } of refused) {
    it(`${what}: STALE and ERROR at once, never FATAL; the workspace goes on serving`, async () => {
      const it = rig();
      it.backend.workspaces = [answer(first, 'a'), reply];
      await it.start();
      await it.pass(11);
      expect(it.told).to.deep.equal(['ready', 'stale', 'error GENERAL']);
      expect(it.variation()).to.equal('B');
      it.backend.workspaces = [answer(second, 'b')];
      await it.pass(299);
      expect(it.told).to.have.length(3);
      await it.pass(302);
      expect(it.told.slice(3)).to.deep.equal(['changed experiment:1', 'ready']);
    });
  }

  it('are asked about again after half a minute where the interval is longer', async () => {
    const it = rig({ pollingIntervalMillis: 600_000 });
    it.backend.workspaces = [answer(first), { status: 500 }];
    await it.start();
    await it.pass(661);
    const polls = it.polls.slice(1);
    polls.slice(1).forEach((at, i) => expect(at - polls[i]!).to.be.within(30_000, 33_000));
  });
});
