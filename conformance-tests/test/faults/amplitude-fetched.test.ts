import { fetchedTable } from '#src/faults/fetched-table.js';
import { playFetchedAtStart, playFetchedLater } from '#src/faults/play-fetched.js';
import { fetchingAmplitudePatients } from './support/amplitude-patient.js';

describe("Amplitude's fetched variants", () => {
  const patient = fetchingAmplitudePatients();

  for (const row of fetchedTable) {
    const slow = row.heavy === true ? ' @slow' : '';
    it(`${row.name}, from the start on${slow}`, async function () {
      this.timeout(30_000);
      await playFetchedAtStart(await patient(), row);
    });

    it(`${row.name}, while they serve${slow}`, async function () {
      this.timeout(30_000);
      await playFetchedLater(await patient(), row);
    });
  }
});
