import { expect } from 'chai';
import { comes } from '#src/faults/comes.js';
import { bringTrouble } from '#src/faults/patient.js';
import { polledTable, type PolledRow } from '#src/faults/polled-table.js';
import { cohortPatients, type CohortPatient } from './support/amplitude-patient.js';
import { STAY_AWAY, testRows } from './support/rows.js';

/** A host that is down answers for flags no more either: that is a row of theirs. */
const rows: readonly PolledRow[] = [
  ...polledTable.filter(({ trouble }) => trouble.kind !== 'down'),
  { name: '413', trouble: { kind: 'status', status: 413 }, is: 'lasting', says: /more members than "maxCohortSize"/ },
  { name: '202', trouble: { kind: 'status', status: 202 }, is: 'passing', says: /\b202\b/ },
  {
    name: 'another cohort',
    trouble: { kind: 'text', text: '{"cohortId":"other","groupType":"User","memberIds":["ana"]}' },
    is: 'passing',
    says: /cannot be used/,
  },
];

describe("Amplitude's cohorts", () => {
  const patient = cohortPatients();

  testRows(rows, [
    { when: 'from the start on', play: async (row) => playAtStart(await patient(), row) },
    { when: 'while they serve', play: async (row) => playLater(await patient(), row) },
  ]);

  it('are not asked for before the time that Retry-After says, from the start on', async () => {
    const it = await patient();
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: STAY_AWAY });
    await it.time.settled(it.open());
    await it.time.pass(590_000);
    expect(it.board.asked(it.paths.definitions)).to.equal(1);
    expect(it.seen.complaints).to.have.lengthOf(1);
    undo();
    await it.time.pass(30_000);
    expect(await it.answer()).to.equal('first');
  });

  it('are not asked for before the time that Retry-After says, while they serve', async () => {
    const it = await patient();
    await it.time.settled(it.open());
    const before = it.board.asked(it.paths.definitions);
    it.change('second');
    const undo = it.board.divert(it.paths.definitions, { kind: 'bytes', text: STAY_AWAY });
    await it.time.pass(650_000);
    expect(it.board.asked(it.paths.definitions) - before).to.equal(1);
    expect(await it.answer()).to.equal('first');
    undo();
    await it.time.pass(70_000);
    expect(await it.answer()).to.equal('second');
  });
});

/** The fault is there from the beginning, and goes away: it holds nothing up but the cohort (spec §4.3). */
async function playAtStart(patient: CohortPatient, row: PolledRow): Promise<void> {
  const { time, seen } = patient;
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  time.stalls = row.stalls === true;
  await time.settled(patient.open());
  if (row.is !== 'harmless') {
    await time.passUntil('the cohort is missed', () => seen.complaints.length > 0);
    expect(await patient.answer()).to.equal('second');
    saidOnce(patient, row);
    await mend();
  }
  await comes(patient, 'first');
  time.stalls = false;
  await time.pass(0);
  expect(patient.status).to.equal('READY');
  expect(seen.statuses).to.deep.equal(['READY']);
  expect(seen.changes).to.deep.equal(row.is === 'harmless' ? [] : [[patient.flag]]);
  if (row.is === 'harmless') expect(seen.complaints).to.deep.equal([]);
  else saidOnce(patient, row);
}

/** All is well at first; then comes the fault, and goes away. The cohort that was there serves meanwhile. */
async function playLater(patient: CohortPatient, row: PolledRow): Promise<void> {
  const { time, seen } = patient;
  await time.settled(patient.open());
  expect(await patient.answer()).to.equal('first');
  seen.forget();
  patient.change('second');
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  time.stalls = row.stalls === true;
  if (row.is !== 'harmless') {
    await time.passUntil('the cohort is asked for in vain', () => seen.complaints.length > 0);
    expect(await patient.answer()).to.equal('first');
    await mend();
  }
  await comes(patient, 'second');
  time.stalls = false;
  await time.pass(0);
  expect(seen.statuses).to.deep.equal([]);
  expect(seen.changes).to.deep.equal([[patient.flag]]);
  if (row.is === 'harmless') expect(seen.complaints).to.deep.equal([]);
  else saidOnce(patient, row);
}

function saidOnce({ seen }: CohortPatient, { says }: PolledRow): void {
  expect(seen.complaints, seen.complaints.join('\n')).to.have.lengthOf(1);
  expect(seen.complaints.join())
    .to.match(says)
    .and.match(/^cohort "beta-testers"/);
}
