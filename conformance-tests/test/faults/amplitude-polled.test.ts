import { expect } from 'chai';
import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { amplitudePatients } from './support/amplitude-patient.js';
import { STAY_AWAY, testRows } from './support/rows.js';

describe("Amplitude's polled flags", () => {
  const patient = amplitudePatients();

  testRows(polledTable, [
    { when: 'from the start on', play: async (row) => playAtStart(await patient(), row) },
    { when: 'while they serve', play: async (row) => playLater(await patient(), row) },
  ]);

  it('are not asked for before the time that Retry-After says, from the start on', async () => {
    const it = await patient();
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: STAY_AWAY });
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
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: STAY_AWAY });
    await it.time.pass(590_000);
    expect(it.board.asked(it.paths.definitions)).to.equal(2);
    expect(await it.answer()).to.equal('first');
    undo();
    it.change('second');
    await it.time.pass(30_000);
    expect(await it.answer()).to.equal('second');
  });
});
