import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { splitPatients } from './support/split-patient.js';
import { testRows } from './support/rows.js';

describe("Split's polled definitions", () => {
  const patient = splitPatients();
  const polling = { streamingEnabled: false };

  testRows(polledTable, [
    { when: 'from the start on', play: async (row) => playAtStart(await patient(polling), row) },
    { when: 'while they serve', play: async (row) => playLater(await patient(polling), row) },
  ]);
});
