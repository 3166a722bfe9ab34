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
});
