import type { ReceivedRequest } from '@polyflag/emulators';
import { expect } from 'chai';
import { hacklePatients, type HacklePatient } from './support/hackle-patient.js';

const EVENTS = '/api/v2/events';
/** The same as the client asks for it. */
const ASKED = `/event${EVENTS}`;
/** By the page (§1.7). */
const CAPACITY = 10_000;

describe("Hackle's events, when their endpoint goes wrong", function () {
  this.timeout(30_000);
  const patient = hacklePatients(['sdk', 'event']);

  async function opened(): Promise<HacklePatient> {
    const hackle = await patient();
    await hackle.time.settled(hackle.open());
    await hackle.time.pass(1_000);
    return hackle;
  }

  /** Tracks events that can be told apart. */
  function track(hackle: HacklePatient, count: number, from = 0, properties?: object): void {
    for (let i = from; i < from + count; i++) {
      hackle.provider.client.track({ key: 'bought', value: i, properties: { ...properties } }, 'ana');
    }
  }

  const values = ({ emulator }: HacklePatient): unknown[] => emulator.tracks.map(({ value }) => value);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const isOfMore =
    (most: number) =>
    ({ path, body }: Pick<ReceivedRequest, 'path' | 'body'>) =>
      path === EVENTS && (body as { trackEvents: unknown[] }).trackEvents.length > most;

  const failures: Readonly<Record<string, (hackle: HacklePatient) => void>> = {
    '500': ({ emulator }) => void emulator.answerErrors(EVENTS, 500, 3),
    '503 with a wish to wait': ({ emulator }) =>
      void emulator.answerWith(EVENTS, { status: 503, headers: { 'retry-after': '7' } }, 3),
    '429': ({ emulator }) => void emulator.answerErrors(EVENTS, 429, 3),
    '404': ({ emulator }) => void emulator.answerErrors(EVENTS, 404, 3),
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
    'a redirect': ({ emulator }) => void emulator.answerWith(EVENTS, { status: 302, headers: { location: '/' } }, 3),
    'no answer': ({ emulator, time }) => {
      time.stalls = true;
      emulator.leaveUnanswered(EVENTS, 3);
    },
  };
  for (const [what, fail] of Object.entries(failures)) {
    it(`${what}, three times, and then none: every event arrives once, and in order`, async () => {
      const hackle = await opened();
      fail(hackle);
      track(hackle, 100);
      await hackle.time.passUntil('they have arrived', () => hackle.emulator.tracks.length > 0, 300_000);
      await hackle.time.pass(60_000);
      expect(hackle.board.asked(ASKED)).to.equal(4);
      expect(values(hackle)).to.deep.equal(upTo(100));
      expect(new Set(hackle.emulator.tracks.map(({ insertId }) => insertId)).size).to.equal(100);
      expect(hackle.seen.complaints).to.have.lengthOf(1);
      expect(hackle.seen.complaints[0]).to.match(/^events: delivery failed, they are kept and sent again/);
      expect(hackle.seen.statuses).to.deep.equal(['READY']);
    });
  }

  for (const status of [401, 403]) {
    it(`${status} for a while: they are kept for minutes, and arrive once`, async () => {
      const hackle = await opened();
      hackle.emulator.answerErrors(EVENTS, status, 1);
      track(hackle, 10);
      await hackle.time.pass(290_000);
      expect(hackle.board.asked(ASKED)).to.equal(1);
      await hackle.time.passUntil('they have arrived', () => hackle.emulator.tracks.length > 0, 1_800_000);
      expect(values(hackle)).to.deep.equal(upTo(10));
    });
  }

  for (const status of [400, 413]) {
    it(`${status} for more than thirty: halved and sent again, every one once and in order`, async () => {
      const hackle = await opened();
      hackle.emulator.answerErrors(isOfMore(30), status);
      track(hackle, 100);
      await hackle.time.passUntil('they have arrived', () => hackle.emulator.tracks.length === 100, 60_000);
      await hackle.time.pass(60_000);
      expect(values(hackle)).to.deep.equal(upTo(100));
      expect(hackle.seen.complaints).to.have.lengthOf(1);
      expect(hackle.seen.complaints[0]).to.match(/^events: .*refused a batch, which is sent again in parts/);
    });
  }

  it('413 for one of them whatever comes with it: all the others arrive once', async () => {
    const hackle = await opened();
    const isPoisoned = ({ path, body }: Pick<ReceivedRequest, 'path' | 'body'>): boolean =>
      path === EVENTS && JSON.stringify(body).includes('"value":42,');
    hackle.emulator.answerErrors(isPoisoned, 413);
    track(hackle, 100);
    await hackle.time.passUntil('they have arrived', () => hackle.emulator.tracks.length === 99, 300_000);
    await hackle.time.pass(60_000);
    expect(values(hackle)).to.deep.equal(upTo(100).filter((value) => value !== 42));
  });

  it('hanging for ten minutes: memory is bounded, and what is kept arrives once when it answers', async () => {
    const hackle = await opened();
    const undo = hackle.emulator.leaveUnanswered(EVENTS);
    hackle.time.stalls = true;
    for (let minute = 0; minute <= 10; minute++) {
      track(hackle, 1_500, 1_500 * minute);
      await hackle.time.pass(60_000);
    }
    undo();
    await hackle.time.pass(120_000);
    const arrived = values(hackle);
    // The first that came are those that are kept (§1.7); beside the queue there is the batch on its way.
    expect(arrived).to.deep.equal(upTo(arrived.length));
    expect(arrived).to.have.lengthOf.within(CAPACITY, CAPACITY + 200);
  });

  it('hanging: a close takes no longer than it may', async () => {
    const hackle = await opened();
    hackle.emulator.leaveUnanswered(EVENTS);
    hackle.time.stalls = true;
    track(hackle, 100);
    await hackle.time.pass(15_000);
    const begun = hackle.time.clock.now();
    await hackle.time.settled(hackle.provider.onClose(), 60_000);
    expect(hackle.time.clock.now() - begun).to.be.within(1, 10_000);
  });

  it('hanging, with events of 60 KB each: memory is bounded by bytes', async () => {
    const hackle = await opened();
    const undo = hackle.emulator.leaveUnanswered(EVENTS);
    hackle.time.stalls = true;
    const text = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`p${at}`, 'x'.repeat(1_000)]));
    track(hackle, 1_000, 0, text);
    await hackle.time.pass(60_000);
    undo();
    await hackle.time.pass(300_000);
    expect(values(hackle).length).to.be.within(200, (16 * 1024 * 1024) / 60_000 + 20);
  });

  it('an endpoint that answers with 300 MB costs a request, not the memory @slow', async () => {
    const hackle = await opened();
    hackle.board.divert(ASKED, { kind: 'elsewhere', url: hackle.faults.url('gzip-bomb') });
    track(hackle, 10);
    await hackle.time.passUntil('it was tried', () => hackle.seen.complaints.length > 0, 60_000);
    expect(hackle.seen.complaints[0]).to.match(/too large/);
  });
});

describe("Hackle's metrics, when their endpoint goes wrong", function () {
  this.timeout(30_000);
  const patient = hacklePatients();

  it('hanging for ten minutes: the workspace and the events go on, and nothing is said but that', async () => {
    const hackle = await patient();
    await hackle.time.settled(hackle.open());
    hackle.emulator.leaveUnanswered('/metrics');
    hackle.time.stalls = true;
    for (let minute = 0; minute < 10; minute++) {
      hackle.provider.client.track({ key: 'bought', value: minute }, 'ana');
      await hackle.time.pass(60_000);
    }
    hackle.change('second');
    await hackle.time.pass(30_000);
    expect(await hackle.answer()).to.equal('second');
    expect(hackle.emulator.tracks).to.have.length(10);
    expect(hackle.seen.complaints).to.have.length(1);
    expect(hackle.seen.complaints[0]).to.match(/^metrics: delivery failed, they are kept and sent again/);
    expect(hackle.seen.statuses).to.deep.equal(['READY']);
  });
});
