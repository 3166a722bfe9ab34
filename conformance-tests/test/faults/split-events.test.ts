import { expect } from 'chai';
import type { ReceivedRequest } from '@polyflag/emulators';
import { splitPatients, type SplitPatient } from './support/split-patient.js';

const BULK = '/events/bulk';
/** The same as the client asks for it. */
const ASKED = '/events/events/bulk';

describe("Split's events, when their endpoint goes wrong", () => {
  const patient = splitPatients();

  async function opened(): Promise<SplitPatient> {
    const split = await patient({ streamingEnabled: false });
    await split.time.settled(split.open());
    await split.time.pass(1_000);
    return split;
  }

  /** Tracks events that can be told apart. Returns how many were taken. */
  function track(split: SplitPatient, count: number, from = 0): number {
    let taken = 0;
    for (let i = from; i < from + count; i++) if (split.split.track('ana', 'user', 'bought', i)) taken += 1;
    return taken;
  }

  const values = (split: SplitPatient): unknown[] => split.emulator.events.map(({ value }) => value);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const sizes = (split: SplitPatient): number[] =>
    split.emulator.requests.filter(({ path }) => path === BULK).map(({ body }) => (body as unknown[]).length);

  const failures: Readonly<Record<string, (split: SplitPatient) => void>> = {
    '500': ({ emulator }) => void emulator.answerErrors(BULK, 500, 3),
    '503 with a wish to wait': ({ emulator }) =>
      void emulator.answerWith(BULK, { status: 503, headers: { 'retry-after': '7' } }, 3),
    '429': ({ emulator }) => void emulator.answerErrors(BULK, 429, 3),
    'a reset': ({ board }) => {
      let times = 0;
      const undo = board.divert(ASKED, {
        kind: 'hand',
        take: (socket) => {
          if (++times === 3) undo();
          socket.resetAndDestroy();
        },
      });
    },
    'a redirect': ({ emulator }) => void emulator.answerWith(BULK, { status: 302, headers: { location: '/' } }, 3),
    'no answer': ({ emulator, time }) => {
      time.stalls = true;
      emulator.leaveUnanswered(BULK, 3);
    },
  };
  for (const [what, fail] of Object.entries(failures)) {
    it(`${what}, three times, and then none: every event arrives once, and in order`, async () => {
      const split = await opened();
      fail(split);
      expect(track(split, 100)).to.equal(100);
      await split.time.passUntil('they have arrived', () => split.emulator.events.length > 0, 300_000);
      await split.time.pass(60_000);
      expect(split.board.asked(ASKED)).to.equal(4);
      expect(values(split)).to.deep.equal(upTo(100));
      expect(split.seen.complaints).to.have.lengthOf(1);
      expect(split.seen.complaints[0]).to.match(/^events: delivery failed, they are kept and sent again/);
      expect(split.seen.statuses).to.deep.equal(['READY']);
    });
  }

  it('401 for a while: they are kept for minutes, and arrive once', async () => {
    const split = await opened();
    split.emulator.answerErrors(BULK, 401, 1);
    track(split, 10);
    await split.time.pass(290_000);
    expect(split.board.asked(ASKED)).to.equal(1);
    await split.time.passUntil('they have arrived', () => split.emulator.events.length > 0, 1_800_000);
    expect(values(split)).to.deep.equal(upTo(10));
  });

  it('413 for more than thirty: halved and sent again, every one once and in order', async () => {
    const split = await opened();
    const isLarge = ({ path, body }: Pick<ReceivedRequest, 'path' | 'body'>): boolean =>
      path === BULK && (body as unknown[]).length > 30;
    split.emulator.answerErrors(isLarge, 413);
    track(split, 100);
    await split.time.passUntil('they have arrived', () => split.emulator.events.length === 100, 60_000);
    await split.time.pass(60_000);
    expect(values(split)).to.deep.equal(upTo(100));
    expect(sizes(split).slice(0, 3)).to.deep.equal([100, 50, 25]);
    expect(split.seen.complaints).to.have.lengthOf(1);
    expect(split.seen.complaints[0]).to.match(/^events: .*refused a batch, which is sent again in parts/);
  });

  it('413 for one of them whatever comes with it: all the others arrive once', async () => {
    const split = await opened();
    const isPoisoned = ({ path, body }: Pick<ReceivedRequest, 'path' | 'body'>): boolean =>
      path === BULK && JSON.stringify(body).includes('"value":42,');
    split.emulator.answerErrors(isPoisoned, 413);
    track(split, 100);
    await split.time.passUntil('they have arrived', () => split.emulator.events.length === 99, 300_000);
    await split.time.pass(60_000);
    expect(values(split)).to.deep.equal(upTo(100).filter((value) => value !== 42));
  });

  it('hanging for ten minutes: memory is bounded, and what is kept arrives once when it answers', async () => {
    const split = await opened();
    const undo = split.emulator.leaveUnanswered(BULK);
    split.time.stalls = true;
    // By default (spec §6.5).
    const most = 10_000;
    expect(track(split, 20_000)).to.equal(most);
    for (let minute = 1; minute <= 10; minute++) {
      await split.time.pass(60_000);
      // Beside the queue there is the batch that is on its way.
      expect(track(split, 20_000, 20_000 * minute)).to.be.at.most(most);
    }
    undo();
    await split.time.pass(120_000);
    const arrived = values(split);
    expect(arrived).to.have.lengthOf.within(most, 2 * most);
    expect(new Set(arrived).size).to.equal(arrived.length);
  });

  it('hanging: a close takes no longer than it may', async () => {
    const split = await opened();
    split.emulator.leaveUnanswered(BULK);
    split.time.stalls = true;
    track(split, 100);
    await split.time.pass(15_000);
    const begun = split.time.clock.now();
    await split.time.settled(split.provider.onClose(), 60_000);
    expect(split.time.clock.now() - begun).to.be.within(1, 10_000);
  });

  it('hanging, with events of 30 KB each: memory is bounded by bytes', async () => {
    const split = await opened();
    split.emulator.leaveUnanswered(BULK);
    split.time.stalls = true;
    const text = 'x'.repeat(15_000);
    let taken = 0;
    for (let i = 0; i < 1_000; i++) if (split.split.track('ana', 'user', 'bought', i, { text })) taken += 1;
    // Two bytes for each character.
    expect(taken).to.be.within(150, (5 * 1024 * 1024) / 30_000);
  });

  it('an endpoint that answers with 300 MB costs a request, not the memory @slow', async () => {
    const split = await opened();
    split.board.divert(ASKED, { kind: 'elsewhere', url: split.faults.url('gzip-bomb') });
    track(split, 10);
    await split.time.passUntil('it was tried', () => split.seen.complaints.length > 0, 60_000);
    expect(split.seen.complaints[0]).to.match(/too large/);
  });
});
