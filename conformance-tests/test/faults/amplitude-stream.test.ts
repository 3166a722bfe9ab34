import { playStream } from '#src/faults/play-stream.js';
import { streamTable, type StreamRow } from '#src/faults/stream-table.js';
import { amplitudePatients } from './support/amplitude-patient.js';

/** The stream is asked for with the deployment key itself: who is refused has nothing to renew. */
const rows = streamTable.map((row): StreamRow => (row.name === '401' ? { ...row, is: 'lasting' } : row));

describe("Amplitude's stream", () => {
  const patient = amplitudePatients();

  for (const row of rows) {
    it(`${row.name}${row.heavy === true ? ' @slow' : ''}`, async function () {
      this.timeout(30_000);
      await playStream(await patient({ streamUpdates: true }), row);
    });
  }
});
