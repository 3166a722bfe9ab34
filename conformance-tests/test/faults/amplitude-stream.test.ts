import { playStream } from '#src/faults/play-stream.js';
import { streamTable, type StreamRow } from '#src/faults/stream-table.js';
import { amplitudePatients } from './support/amplitude-patient.js';
import { testRows } from './support/rows.js';

/** The stream is asked for with the deployment key itself: who is refused has nothing to renew. */
const rows = streamTable.map((row): StreamRow => (row.name === '401' ? { ...row, is: 'lasting' } : row));

describe("Amplitude's stream", () => {
  const patient = amplitudePatients();

  testRows(rows, [{ play: async (row) => playStream(await patient({ streamUpdates: true }), row) }]);
});
