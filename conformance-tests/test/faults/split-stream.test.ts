import { playStream } from '#src/faults/play-stream.js';
import { streamTable } from '#src/faults/stream-table.js';
import { splitPatients } from './support/split-patient.js';

describe("Split's stream", () => {
  const patient = splitPatients();

  for (const row of streamTable) {
    it(`${row.name}${row.heavy === true ? ' @slow' : ''}`, async function () {
      this.timeout(30_000);
      await playStream(await patient(), row);
    });
  }
});
