import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { splitPatients } from './support/split-patient.js';

describe("Split's polled definitions", () => {
  const patient = splitPatients();
  const polling = { streamingEnabled: false };

  for (const row of polledTable) {
    const slow = row.heavy === true ? ' @slow' : '';
    it(`${row.name}, from the start on${slow}`, async function () {
      this.timeout(30_000);
      await playAtStart(await patient(polling), row);
    });

    it(`${row.name}, while they serve${slow}`, async function () {
      this.timeout(30_000);
      await playLater(await patient(polling), row);
    });
  }
});
