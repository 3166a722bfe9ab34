import { playSocketAtStart, playSocketLater } from '#src/faults/play-socket.js';
import { socketTable, type SocketRow } from '#src/faults/socket-table.js';
import { featureFlagCoPatients } from './support/featureflag-co-patient.js';
import { testRows } from './support/rows.js';

/** What a close code means is the vendor's to say (spec §4.8). */
const rows: readonly SocketRow[] = [
  ...socketTable,
  {
    name: 'a close with 4003',
    trouble: { kind: 'wire', fault: 'socket-closed-4003' },
    is: 'lasting',
    says: /\b4003\b/,
  },
];

describe("featureflag.co's stream", () => {
  const patient = featureFlagCoPatients();

  testRows(rows, [
    { when: 'at the start', play: async (row) => playSocketAtStart(await patient(), row) },
    { when: 'later', play: async (row) => playSocketLater(await patient(), row) },
  ]);
});
