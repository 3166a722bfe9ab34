import { deepStrictEqual, equal, match } from 'node:assert/strict';
import { comes, LONGEST_WAIT } from './comes.js';
import { bringTrouble, type Patient } from './patient.js';
import type { PolledRow } from './polled-table.js';

/** The fault is there from the beginning, and goes away. The patient must be one that only polls. */
export async function playAtStart(patient: Patient, row: PolledRow): Promise<void> {
  const { time, seen } = patient;
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  time.stalls = row.stalls === true;
  const opened = patient.open().then(
    () => 'opened',
    (error: unknown) => codeOf(error),
  );
  if (row.is === 'harmless') {
    equal(await time.settled(opened), 'opened');
    equal(await patient.answer(), 'first');
    deepStrictEqual([seen.statuses, seen.complaints], [['READY'], []]);
    return;
  }
  await asked(patient, row.is === 'lasting' ? 1 : 3);
  equal(await patient.answer(), 'default');
  if (row.is === 'lasting') {
    equal(await time.settled(opened), 'PROVIDER_FATAL');
    equal(patient.status, 'FATAL');
  }
  await mend();
  await comes(patient, 'first');
  time.stalls = false;
  if (row.is === 'passing') equal(await time.settled(opened), 'opened');
  await time.pass(0);
  equal(patient.status, 'READY');
  deepStrictEqual(seen.statuses, row.is === 'lasting' ? ['ERROR', 'READY'] : ['READY']);
  saidOnce(patient, row);
}

/** All is well at first; then comes the fault, and goes away. The patient must be one that only polls. */
export async function playLater(patient: Patient, row: PolledRow): Promise<void> {
  const { time, seen } = patient;
  await time.settled(patient.open());
  // What is reported of the start is on its way before that way is barred.
  await time.pass(1_000);
  seen.forget();
  patient.change('second');
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  time.stalls = row.stalls === true;
  if (row.is !== 'harmless') {
    const isLasting = row.is === 'lasting';
    await asked(patient, isLasting ? 1 : row.heavy ? 3 : 6);
    await time.passUntil('the definitions are called stale', () => seen.statuses.length > 0);
    deepStrictEqual(seen.statuses, isLasting ? ['STALE', 'ERROR GENERAL'] : ['STALE']);
    for (const { message } of seen.events) match(message ?? '', row.says);
    equal(await patient.answer(), 'first');
    saidOnce(patient, row);
    await mend();
  }
  await comes(patient, 'second');
  time.stalls = false;
  await time.pass(0);
  const statuses = { harmless: [], passing: ['STALE', 'READY'], lasting: ['STALE', 'ERROR GENERAL', 'READY'] };
  deepStrictEqual(seen.statuses, statuses[row.is]);
  deepStrictEqual(seen.changes, [[patient.flag]]);
  if (row.is === 'harmless') deepStrictEqual(seen.complaints, []);
  else saidOnce(patient, row);
}

/** Lets time pass until so many more requests for definitions have failed; requests that were never made are counted too. */
async function asked({ time, board, paths, seen }: Patient, count: number): Promise<void> {
  const isDown = board.isDown;
  const before = board.asked(paths.definitions);
  // Nobody hears of requests to a host that is down.
  const isEnough = (): boolean =>
    isDown ? seen.complaints.length > 0 : board.asked(paths.definitions) - before >= count;
  await time.passUntil(`definitions were asked for ${count} times`, isEnough, LONGEST_WAIT);
}

function saidOnce({ seen }: Patient, row: PolledRow): void {
  equal(seen.complaints.length, 1, seen.complaints.join('\n'));
  match(seen.complaints.join(), row.says);
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
}
