import { fetchedTable } from '#src/faults/fetched-table.js';
import { playFetchedAtStart, playFetchedLater } from '#src/faults/play-fetched.js';
import { fetchingAmplitudePatients } from './support/amplitude-patient.js';
import { testRows } from './support/rows.js';

describe("Amplitude's fetched variants", () => {
  const patient = fetchingAmplitudePatients();

  testRows(fetchedTable, [
    { when: 'from the start on', play: async (row) => playFetchedAtStart(await patient(), row) },
    { when: 'while they serve', play: async (row) => playFetchedLater(await patient(), row) },
  ]);
});
