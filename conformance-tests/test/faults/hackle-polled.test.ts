import { playAtStart, playLater } from '#src/faults/play-polled.js';
import { polledTable } from '#src/faults/polled-table.js';
import { hacklePatients } from './support/hackle-patient.js';
import { testRows } from './support/rows.js';

describe("Hackle's polled workspace", () => {
  const patient = hacklePatients();

  testRows(polledTable, [{ when: 'from the start on', play: async (row) => playAtStart(await patient(), row) }]);

  // By then there is a validator, and 304 is what the backend says when nothing has changed (spec §1.4).
  const later = polledTable.filter(({ trouble }) => trouble.kind !== 'status' || trouble.status !== 304);
  testRows(later, [{ when: 'while it serves', play: async (row) => playLater(await patient(), row) }]);
});
