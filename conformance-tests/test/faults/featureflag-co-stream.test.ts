import { playSocketAtStart, playSocketLater } from '#src/faults/play-socket.js';
import { socketTable, type SocketRow } from '#src/faults/socket-table.js';
import { featureFlagCoPatients } from './support/featureflag-co-patient.js';

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

  for (const row of rows) {
    const slow = row.heavy === true ? ' @slow' : '';
    it(`${row.name}, at the start${slow}`, async function () {
      this.timeout(30_000);
      await playSocketAtStart(await patient(), row);
    });

    it(`${row.name}, later${slow}`, async function () {
      this.timeout(30_000);
      await playSocketLater(await patient(), row);
    });
  }
});
