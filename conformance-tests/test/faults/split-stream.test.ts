import { playStream } from '#src/faults/play-stream.js';
import { streamTable } from '#src/faults/stream-table.js';
import { splitPatients } from './support/split-patient.js';
import { testRows } from './support/rows.js';

describe("Split's stream", () => {
  const patient = splitPatients();

  testRows(streamTable, [{ play: async (row) => playStream(await patient(), row) }]);
});
