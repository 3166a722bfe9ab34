import type { Notification } from '@polyflag/emulators';
import { expect } from 'chai';
import { deflateSync, gzipSync } from 'node:zlib';
import { always } from '../packages/support/flags.js';
import { FLAG, splitPatients, type SplitPatient } from './support/split-patient.js';

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const flagAt = (changeNumber: number, treatment: string): string =>
  JSON.stringify({ ...always(FLAG, treatment), changeNumber, status: 'ACTIVE' });

describe('What comes through the stream of Split', () => {
  const patient = splitPatients();

  /** One that streams, and whose start is over. */
  async function streaming(): Promise<SplitPatient & { readonly fetches: number }> {
    const split = await patient();
    await split.time.settled(split.open());
    await split.time.pass(1_000);
    expect(split.emulator.openStreams).to.equal(1);
    split.seen.forget();
    const before = split.board.asked('/sdk');
    return Object.defineProperty(split, 'fetches', { get: () => split.board.asked('/sdk') - before }) as never;
  }

  async function becomes(split: SplitPatient, treatment: string): Promise<void> {
    await split.time.until(`it is ${treatment}`, () => split.treatment === treatment);
    await split.time.quiet();
  }

  /** Whatever was sent before has been heard: it is followed by news of another flag. */
  async function heard(split: SplitPatient): Promise<void> {
    const treatment = `after ${split.seen.changes.length}`;
    split.emulator.putFlag(always('marker', treatment) as never, { notify: true });
    await split.time.until('it has heard all', () => split.split.getTreatment('ana', 'marker') === treatment);
    await split.time.quiet();
    expect(split.seen.events.pop()?.flags).to.deep.equal(['marker']);
  }

  describe('an inline definition that is broken', () => {
    const brokenInline: Readonly<Record<string, (n: number) => { c: number; d: string; pcn?: number }>> = {
      'that is no base64': () => ({ c: 2, d: '%%%' }),
      'that is not what it was compressed with': (n) => ({ c: 2, d: base64(gzipSync(flagAt(n, 'inline'))) }),
      'that is not compressed': (n) => ({ c: 1, d: base64(flagAt(n, 'inline')) }),
      'that ends in the middle': (n) => ({ c: 2, d: base64(deflateSync(flagAt(n, 'inline')).subarray(0, 40)) }),
      'that is no JSON': () => ({ c: 0, d: base64('{"name":') }),
      'that is null': () => ({ c: 0, d: base64('null') }),
      'that is no flag': () => ({ c: 0, d: base64('[1]') }),
      'that is compressed in a way that is not known': (n) => ({ c: 9, d: base64(flagAt(n, 'inline')) }),
      'that follows on what is not here': (n) => ({ c: 0, d: base64(flagAt(n, 'inline')), pcn: n - 1 }),
      'that is 300 MB of zeros': () => ({ c: 1, d: base64(gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 })) }),
    };
    for (const [what, made] of Object.entries(brokenInline)) {
      const slow = what.includes('300 MB') ? ' @slow' : '';
      it(`${what} is fetched instead${slow}`, async () => {
        const split = await streaming();
        const pcn = await split.lastChange();
        const changeNumber = split.put('fetched');
        split.emulator.send({ type: 'SPLIT_UPDATE', changeNumber, pcn, ...made(changeNumber) });
        await becomes(split, 'fetched');
        expect([split.seen.statuses, split.seen.changes]).to.deep.equal([[], [[FLAG]]]);
        expect(split.fetches).to.be.within(1, 2);
      });
    }

    it('and would have been taken if it were not: nothing is fetched', async () => {
      const split = await streaming();
      const pcn = await split.lastChange();
      const changeNumber = split.put('backend');
      const d = base64(deflateSync(flagAt(changeNumber, 'inline')));
      split.emulator.send({ type: 'SPLIT_UPDATE', changeNumber, pcn, c: 2, d });
      await becomes(split, 'inline');
      expect(split.fetches).to.equal(0);
    });
  });

  it('twice is applied once', async () => {
    const split = await streaming();
    const pcn = await split.lastChange();
    const changeNumber = split.put('second');
    const notification: Notification = {
      type: 'SPLIT_UPDATE',
      changeNumber,
      pcn,
      c: 0,
      d: base64(flagAt(changeNumber, 'second')),
    };
    for (let i = 0; i < 5; i++) split.emulator.send(notification, { id: 'the same' });
    await becomes(split, 'second');
    await heard(split);
    expect([split.fetches, split.seen.changes]).to.deep.equal([0, [[FLAG]]]);
  });

  it('out of order ends with the newest, whatever came last', async () => {
    const split = await streaming();
    const first = await split.lastChange();
    const numbers = [first + 10, first + 20, first + 30];
    const notification = (i: number): Notification => ({
      type: 'SPLIT_UPDATE',
      changeNumber: numbers[i]!,
      pcn: i === 0 ? first : numbers[i - 1]!,
      c: 0,
      d: base64(flagAt(numbers[i]!, `number ${i}`)),
    });
    split.emulator.putFlag(JSON.parse(flagAt(numbers[2]!, 'number 2')) as never, {
      notify: false,
      changeNumber: numbers[2]!,
    });
    for (const i of [2, 0, 1]) split.emulator.send(notification(i));
    await becomes(split, 'number 2');
    await heard(split);
    expect(split.treatment).to.equal('number 2');
    expect(split.fetches).to.be.within(1, 2);
    for (const i of [0, 1]) split.emulator.send(notification(i));
    split.emulator.send({ type: 'SPLIT_KILL', changeNumber: first, splitName: FLAG, defaultTreatment: 'killed' });
    await heard(split);
    expect(split.treatment).to.equal('number 2');
  });

  it('a thousand times in a second is fetched by one loop, which takes many at once', async () => {
    const split = await streaming();
    split.emulator.slowDown(100, '/splitChanges');
    split.time.stalls = true;
    const from = split.emulator.requests.length;
    for (let i = 0; i < 1_000; i++) {
      split.emulator.send({ type: 'SPLIT_UPDATE', changeNumber: split.put(`number ${i}`) });
      await split.time.clock.advance(1);
    }
    await split.time.passUntil('the last is there', () => split.treatment === 'number 999', 5_000);
    await split.time.pass(60_000);
    const fetches = split.emulator.requests.slice(from).filter(({ path }) => path === '/splitChanges');
    // Ten answers fit into the second; what was announced last may need a page of its own, and one that says that it is all.
    expect(fetches).to.have.lengthOf.within(2, 13);
    const apart = fetches.slice(1).map(({ at }, i) => at - fetches[i]!.at);
    expect(Math.min(...apart)).to.be.at.least(100);
    expect([split.seen.statuses, split.seen.complaints]).to.deep.equal([[], []]);
  });

  it('malformed frames are said once and cost nothing else', async () => {
    const split = await streaming();
    for (let i = 0; i < 20; i++) {
      split.emulator.send('no JSON');
      split.emulator.send('[]');
      split.emulator.send({ type: 'SPLIT_UPDATE', changeNumber: 'new' });
      split.emulator.send({ type: 'A_TYPE_OF_NEXT_YEAR', changeNumber: 1 });
      split.emulator.sendBytes('event: message\ndata: {"half\n\n:\n\ndata\n\n\u0000\n\n');
    }
    split.put('second', true);
    await becomes(split, 'second');
    expect(new Set(split.seen.complaints).size).to.equal(split.seen.complaints.length);
    expect(split.seen.complaints).to.have.lengthOf.within(1, 4);
    expect([split.seen.statuses, split.fetches]).to.deep.equal([[], 0]);
  });

  it('nothing for longer than the watchdog: it polls, and streams again', async () => {
    const split = await streaming();
    split.emulator.silence();
    split.put('second');
    await split.time.pass(68_000);
    expect([split.treatment, split.fetches]).to.deep.equal(['first', 0]);
    await split.time.passUntil('it polls', () => split.treatment === 'second', 15_000);
    expect(split.seen.complaints).to.deep.equal(['the stream was silent for 70 seconds; polling until it is back']);
    await split.time.passUntil('it streams', () => split.emulator.openStreams === 1, 60_000);
    await split.time.quiet();
    split.put('third', true);
    await becomes(split, 'third');
    // Nothing failed but the stream: no poll did.
    expect(split.seen.statuses).to.deep.equal([]);
  });

  it('the stream and the polls gone together: STALE at once, ERROR in the end, and READY', async () => {
    const split = await streaming();
    await split.board.down();
    await split.time.passUntil('it is said', () => split.seen.statuses.length > 0, 1_000);
    expect(split.seen.statuses).to.deep.equal(['STALE']);
    await split.time.pass(119_000);
    expect(split.seen.statuses).to.deep.equal(['STALE']);
    await split.time.pass(1_000);
    expect(split.seen.statuses).to.deep.equal(['STALE', 'ERROR GENERAL']);
    expect([split.treatment, split.status]).to.deep.equal(['first', 'ERROR']);
    split.put('second');
    await split.board.up();
    await split.time.passUntil('it is ready', () => split.seen.statuses.length === 3, 60_000);
    expect(split.seen.statuses).to.deep.equal(['STALE', 'ERROR GENERAL', 'READY']);
    expect(split.treatment).to.equal('second');
  });
});
