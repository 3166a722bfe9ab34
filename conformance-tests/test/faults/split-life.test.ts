import { expect } from 'chai';
import type { Socket } from 'node:net';
import { SDK_KEY, splitPatients, type SplitPatient } from './support/split-patient.js';

const DEFINITIONS = '/sdk/splitChanges';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

describe('The life of a provider of Split beside a backend that fails', () => {
  const patient = splitPatients();

  /** How the start ended: `opened`, or the code of the error. */
  const opening = (split: SplitPatient): Promise<unknown> => split.open().then(() => 'opened', codeOf);

  it('down for longer than a start may take: the start fails in time, and READY comes late', async () => {
    const split = await patient({ initTimeoutMillis: 10_000 });
    await split.board.down();
    const begun = split.time.clock.now();
    const opened = opening(split);
    expect(await split.time.settled(opened)).to.equal('PROVIDER_NOT_READY');
    expect(split.time.clock.now() - begun).to.be.at.most(10_000);
    expect([await split.answer(), split.status]).to.deep.equal(['default', 'ERROR']);
    await split.board.up();
    await split.time.passUntil('it serves', () => split.treatment === 'first', 60_000);
    await split.time.pass(0);
    expect(split.seen.statuses).to.deep.equal(['ERROR', 'READY']);
    expect([await split.answer(), split.status]).to.deep.equal(['first', 'READY']);
    const about = split.seen.complaints.filter((line) => line.includes('cannot be reached'));
    expect(about).to.have.lengthOf(1);
  });

  it('an SDK key that is not known yet: PROVIDER_FATAL at once, and READY once it is', async () => {
    const split = await patient();
    split.emulator.acceptKeys('another key');
    const begun = split.time.clock.now();
    expect(await split.time.settled(opening(split))).to.equal('PROVIDER_FATAL');
    expect([split.time.clock.now() - begun, split.status]).to.deep.equal([0, 'FATAL']);
    split.emulator.acceptKeys(SDK_KEY);
    // Somebody had to mend it: it is not asked again before five minutes.
    await split.time.pass(299_000);
    expect(split.board.asked(DEFINITIONS)).to.equal(1);
    await split.time.passUntil('it serves', () => split.treatment === 'first', 1_800_000);
    await split.time.pass(0);
    expect([split.seen.statuses, split.status]).to.deep.equal([['ERROR', 'READY'], 'READY']);
  });

  it('an SDK key that is refused for an hour: tried again every five to thirty minutes, without end', async () => {
    const split = await patient({ streamingEnabled: false });
    split.emulator.acceptKeys('another key');
    await split.time.settled(opening(split));
    await split.time.pass(3_599_000);
    expect(split.board.asked(DEFINITIONS)).to.be.within(3, 12);
    expect(split.seen.complaints, split.seen.complaints.join('\n')).to.have.lengthOf(1);
    expect(split.seen.statuses).to.deep.equal(['ERROR']);
  });

  it('500 for an hour: the last answers serve, ERROR after two minutes, one request in thirty seconds at most on average', async () => {
    const split = await patient({ streamingEnabled: false });
    await split.time.settled(split.open());
    await split.time.pass(1_000);
    const before = split.board.asked(DEFINITIONS);
    split.emulator.answerErrors('/splitChanges', 500);
    await split.time.pass(3_600_000);
    expect(split.treatment).to.equal('first');
    expect(split.seen.statuses).to.deep.equal(['READY', 'STALE', 'ERROR GENERAL']);
    // Full jitter: fifteen seconds on average.
    expect(split.board.asked(DEFINITIONS) - before).to.be.within(120, 400);
    expect(split.seen.complaints).to.have.lengthOf(2);
    split.emulator.answerNormally();
    await split.time.passUntil('it is ready', () => split.seen.statuses.length === 4, 60_000);
    expect(split.seen.statuses.at(-1)).to.equal('READY');
  }).timeout(30_000);

  it('a second outage is said as the first was', async () => {
    const split = await patient({ streamingEnabled: false });
    await split.time.settled(split.open());
    for (const count of [1, 2]) {
      const undo = split.emulator.answerErrors('/splitChanges', 500);
      await split.time.passUntil('it is stale', () => split.seen.statuses.length === 2 * count, 300_000);
      undo();
      await split.time.passUntil('it is ready', () => split.seen.statuses.length === 2 * count + 1, 300_000);
      await split.time.pass(60_000);
      expect(split.seen.complaints).to.have.lengthOf(count);
    }
    expect(split.seen.statuses).to.deep.equal(['READY', 'STALE', 'READY', 'STALE', 'READY']);
  });

  it('a byte in a second: given up after a minute, and tried again', async () => {
    const split = await patient();
    const sockets: Socket[] = [];
    const undo = split.board.divert(DEFINITIONS, {
      kind: 'hand',
      take: (socket) => {
        sockets.push(socket);
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{');
      },
    });
    split.time.stalls = true;
    const opened = opening(split);
    await split.time.until('it asks', () => sockets.length === 1);
    await split.time.quiet();
    for (let second = 1; second <= 59; second++) {
      await split.time.clock.advance(1_000);
      const { arranged } = split.time.clock;
      sockets[0]!.write(' ');
      await split.time.until('the byte has come', () => split.time.clock.arranged > arranged);
    }
    expect(split.seen.complaints).to.deep.equal([]);
    await split.time.clock.advance(1_000);
    expect(split.seen.complaints.join()).to.match(/timed out \(60000 ms, the whole request\)/);
    undo();
    expect(await split.time.settled(opened)).to.equal('opened');
  });

  const startsThatHang: Readonly<Record<string, (split: SplitPatient) => Promise<void>>> = {
    'before the first answer': async ({ emulator, time }) => {
      emulator.leaveUnanswered('/splitChanges');
      time.stalls = true;
      await emulator.received('/splitChanges');
    },
    'in the middle of the first answer': async ({ board, faults, time }) => {
      board.divert(DEFINITIONS, {
        kind: 'elsewhere',
        url: faults.url('stall-within-body', { body: '{"a": "long one"}' }),
      });
      time.stalls = true;
      await faults.received(() => true);
    },
    'between two attempts': async ({ emulator, time }) => {
      emulator.answerErrors('/splitChanges', 500);
      await emulator.received('/splitChanges');
      await time.quiet();
    },
    'while the SDK key is refused': async ({ emulator, time }) => {
      emulator.acceptKeys('another key');
      await emulator.received('/splitChanges');
      await time.quiet();
    },
    'while a segment is on its way': async ({ emulator, time }) => {
      emulator.leaveUnanswered('/segmentChanges');
      time.stalls = true;
      await emulator.received('/segmentChanges');
    },
    'at once': () => Promise.resolve(),
  };
  for (const [when, hang] of Object.entries(startsThatHang)) {
    it(`closed during its start, ${when}: the start ends, the close too, nothing is left and nothing is said`, async () => {
      const split = await patient();
      split.putSegmented();
      const opened = opening(split);
      await hang(split);
      const begun = split.time.clock.now();
      const closing = split.provider.onClose();
      await split.time.settled(closing);
      const outcome = await split.time.settled(opened);
      expect(outcome).to.equal(when.includes('refused') ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY');
      expect(split.time.clock.now() - begun).to.be.at.most(10_000);
      const asked = split.board.asked('/');
      await split.time.pass(7_200_000);
      expect(split.board.asked('/')).to.equal(asked);
      expect(split.time.clock.pending).to.equal(0);
      expect(await split.answer()).to.equal('default');
      expect(split.seen.lines.filter(({ text }) => text.includes('closed'))).to.deep.equal([]);
    });
  }

  it('redirected elsewhere: the SDK key does not go there', async () => {
    const split = await patient({ streamingEnabled: false });
    split.board.divert('/', { kind: 'elsewhere', url: split.faults.url('redirect-elsewhere') });
    const opened = opening(split);
    await split.time.passUntil('it has tried', () => split.faults.requests.length >= 3, 60_000);
    const [, elsewhere] = split.faults.ports;
    expect(split.faults.requests.filter(({ headers }) => headers.host?.endsWith(`:${elsewhere}`))).to.deep.equal([]);
    const closing = split.provider.onClose();
    await split.time.settled(closing);
    expect(await opened).to.equal('PROVIDER_NOT_READY');
  });
});
