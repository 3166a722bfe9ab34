import { expect } from 'chai';
import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { amplitudePatients } from './support/amplitude-patient.js';

describe("Amplitude's polled flags", () => {
  const patient = amplitudePatients();

  for (const row of polledTable) {
    const slow = row.heavy === true ? ' @slow' : '';
    it(`${row.name}, from the start on${slow}`, async function () {
      this.timeout(30_000);
      await playAtStart(await patient(), row);
    });

    it(`${row.name}, while they serve${slow}`, async function () {
      this.timeout(30_000);
      await playLater(await patient(), row);
    });
  }

  /** Asks them to stay away for ten minutes. */
  const wish = 'HTTP/1.1 429 As arranged\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

  it('are not asked for before the time that Retry-After says, from the start on', async () => {
    const it = await patient();
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: wish });
    const opened = it.open();
    await it.time.pass(590_000);
    expect(it.board.asked(it.paths.definitions)).to.equal(1);
    undo();
    await it.time.pass(30_000);
    expect(await it.answer()).to.equal('first');
    await it.time.settled(opened);
  });

  it('are not asked for before the time that Retry-After says, while they serve', async () => {
    const it = await patient();
    await it.time.settled(it.open());
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: wish });
    await it.time.pass(590_000);
    expect(it.board.asked(it.paths.definitions)).to.equal(2);
    expect(await it.answer()).to.equal('first');
    undo();
    it.change('second');
    await it.time.pass(30_000);
    expect(await it.answer()).to.equal('second');
  });
});
