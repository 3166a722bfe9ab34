import { expect } from 'chai';
import type { FlagWire } from '@polyflag/split-provider/internal';
import { always } from '../packages/support/flags.js';
import { FLAG, splitPatients, type SplitPatient } from './support/split-patient.js';

/** An answer of `splitChanges`. */
const page = (since: number, till: number, ...flags: object[]): object => ({
  ff: { s: since, t: till, d: flags },
  rbs: { s: -1, t: -1, d: [] },
});

const flag = (name: string, treatment: string, changeNumber: number): object => ({
  ...always(name, treatment),
  changeNumber,
  status: 'ACTIVE',
});

describe('What is wrong in the content of splitChanges', () => {
  const patient = splitPatients();
  const polling = { streamingEnabled: false };

  async function opened(): Promise<SplitPatient> {
    const split = await patient(polling);
    await split.time.settled(split.open());
    await split.time.pass(1_000);
    split.seen.forget();
    return split;
  }

  /** The next poll has come and gone. */
  async function polled({ time, board, paths }: SplitPatient): Promise<void> {
    const before = board.asked(paths.definitions);
    await time.passUntil('it polls', () => board.asked(paths.definitions) > before);
    await time.quiet();
  }

  const nameless = 'a feature flag without a name is left out';
  const bad = (problem: string): string => `feature flag "bad" cannot be evaluated: ${problem}`;
  const malformed: readonly (readonly [what: string, definition: unknown, says: string])[] = [
    ['null', null, nameless],
    ['text', 'flag', nameless],
    ['without a name', { changeNumber: 5, status: 'ACTIVE', conditions: [] }, nameless],
    ['with conditions that are none', { ...flag('bad', 'on', 5), conditions: 'all' }, bad('conditions is not a list')],
    [
      'with a matcher that is none',
      { ...flag('bad', 'on', 5), conditions: [{ matcherGroup: 7, partitions: null }] },
      bad('a condition has no matchers'),
    ],
  ];
  for (const [what, definition, says] of malformed) {
    it(`a flag ${what} costs that one, said once`, async () => {
      const split = await patient(polling);
      const flags = [flag('before', 'on', 3), definition as object, flag('after', 'on', 4)];
      split.emulator.answerWith('/splitChanges', { status: 200, body: page(-1, 5, ...flags) });
      await split.time.settled(split.open());
      await split.time.pass(40_000);
      const treatments = ['before', 'bad', 'after'].map((name) => split.split.getTreatment('ana', name));
      expect(treatments).to.deep.equal(['on', 'control', 'on']);
      expect(split.seen.complaints.filter((line) => line === says)).to.have.lengthOf(1);
      expect(split.seen.statuses).to.deep.equal(['READY']);
    });
  }

  it('a page that never ends, as its till does not advance, is asked for once in a poll', async () => {
    const split = await opened();
    const till = await split.lastChange();
    split.emulator.answerWith('/splitChanges', { status: 200, body: page(till - 7, till, flag('more', 'on', till)) });
    const before = split.board.asked('/sdk/splitChanges');
    await polled(split);
    expect(split.board.asked('/sdk/splitChanges') - before).to.equal(1);
    await polled(split);
    expect(split.board.asked('/sdk/splitChanges') - before).to.equal(2);
    expect([split.treatment, split.seen.statuses, split.seen.complaints]).to.deep.equal(['first', [], []]);
  });

  it('a page that never ends, as its till always advances, is given up and tried again later @slow', async () => {
    const split = await patient(polling);
    let till = 0;
    const undo = split.board.divert('/sdk/splitChanges', {
      kind: 'hand',
      take: (socket) => {
        till += 1;
        const body = JSON.stringify(page(till - 1, till));
        socket.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
        );
      },
    });
    const opening = split.open();
    await split.time.quiet();
    expect(till).to.equal(1_000);
    expect(split.seen.complaints).to.deep.equal(['splitChanges: the backend does not come to an end']);
    undo();
    await split.time.settled(opening);
    expect(split.treatment).to.equal('first');
  }).timeout(30_000);

  it('change numbers that go back change nothing, and what comes after them does', async () => {
    const split = await opened();
    const till = await split.lastChange();
    const older = page(till, till - 10, flag(FLAG, 'older', till - 10));
    split.emulator.answerWith('/splitChanges', { status: 200, body: older });
    await polled(split);
    await polled(split);
    expect(split.treatment).to.equal('first');
    split.emulator.answerNormally();
    split.put('second');
    await polled(split);
    expect(split.treatment).to.equal('second');
    const asked = split.emulator.requests.filter(({ path }) => path === '/splitChanges').at(-2)!;
    expect(asked.query.since).to.equal(String(till));
    expect([split.seen.changes, split.seen.complaints]).to.deep.equal([[[FLAG]], []]);
  });

  it('an older version of one flag in a newer page does not replace the newer one', async () => {
    const split = await opened();
    const till = await split.lastChange();
    const body = page(till, till + 5, flag(FLAG, 'older', till - 10), flag('other', 'on', till + 5));
    split.emulator.answerWith('/splitChanges', { status: 200, body }, 1);
    await polled(split);
    expect(split.split.getTreatment('ana', 'other')).to.equal('on');
    expect(split.treatment).to.equal('first');
  });

  it('ten thousand flags, every second one of them malformed, cost what is malformed', async () => {
    const split = await patient(polling);
    const flags = Array.from({ length: 10_000 }, (_, i) =>
      i % 2 === 0 ? (flag(`flag-${i}`, 'on', i) as FlagWire) : { name: `flag-${i}`, conditions: i },
    );
    split.emulator.answerWith('/splitChanges', { status: 200, body: page(-1, 10_000, ...flags) }, 1);
    await split.time.settled(split.open());
    expect(split.split.getTreatment('ana', 'flag-9998')).to.equal('on');
    expect(split.split.getTreatment('ana', 'flag-9999')).to.equal('control');
  });
});
