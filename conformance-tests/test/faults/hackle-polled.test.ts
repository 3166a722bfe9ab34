import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { hacklePatients } from './support/hackle-patient.js';

describe("Hackle's polled workspace", () => {
  const patient = hacklePatients();

  for (const row of polledTable) {
    const slow = row.heavy === true ? ' @slow' : '';
    it(`${row.name}, from the start on${slow}`, async function () {
      this.timeout(30_000);
      await playAtStart(await patient(), row);
    });

    // By then there is a validator, and 304 is what the backend says when nothing has changed (spec §1.4).
    if (row.trouble.kind === 'status' && row.trouble.status === 304) continue;
    it(`${row.name}, while it serves${slow}`, async function () {
      this.timeout(30_000);
      await playLater(await patient(), row);
    });
  }
});
