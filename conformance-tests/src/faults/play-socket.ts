import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import { comes, LONGEST_WAIT } from './comes.js';
import { bringTrouble, type Patient } from './patient.js';
import type { SocketRow } from './socket-table.js';

/** The fault is there from the beginning, and goes away. The patient must be one to which everything comes by a WebSocket. */
export async function playSocketAtStart(patient: Patient, row: SocketRow): Promise<void> {
  const { time, seen } = patient;
  const mend = await bringTrouble(patient, row.trouble, 'stream');
  time.stalls = row.stalls === true;
  const opened = patient.open().then(
    () => 'opened',
    (error: unknown) => codeOf(error),
  );
  if (row.is === 'harmless') {
    await time.until('what comes is there', () => seen.statuses.length > 0);
    equal(await opened, 'opened');
    equal(await patient.answer(), 'first');
    deepStrictEqual([seen.statuses, seen.complaints], [['READY'], []]);
    return;
  }
  await tried(patient, row);
  equal(await patient.answer(), 'default');
  if (row.is === 'lasting') equal(await time.settled(opened), 'PROVIDER_FATAL');
  await mend();
  await comes(patient, 'first');
  time.stalls = false;
  if (row.is === 'passing') equal(await opened, 'opened');
  await time.pass(0);
  equal(patient.status, 'READY');
  deepStrictEqual(seen.statuses, row.is === 'lasting' ? ['ERROR', 'READY'] : ['READY']);
  complained(patient, row);
}

/** All is well at first; then the connection ends, and the fault is what follows. */
export async function playSocketLater(patient: Patient, row: SocketRow): Promise<void> {
  const { time, seen, board, paths } = patient;
  const opened = patient.open();
  await time.until('all is well', () => seen.statuses.length > 0);
  await opened;
  seen.forget();
  patient.change('second');
  await time.until('the change has come', () => seen.changes.length > 0);
  equal(await patient.answer(), 'second');
  seen.forget();
  patient.change('third', false);
  const mend = await bringTrouble(patient, row.trouble, 'stream');
  time.stalls = row.stalls === true;
  board.cut(paths.stream);
  if (row.is !== 'harmless') {
    await tried(patient, row);
    const isLasting = row.is === 'lasting';
    const told = isLasting ? ['STALE', 'ERROR GENERAL'] : ['STALE'];
    await time.passUntil('the definitions are called stale', () => seen.statuses.length >= told.length);
    deepStrictEqual(seen.statuses.slice(0, told.length), told);
    equal(await patient.answer(), 'second');
    await mend();
  }
  await comes(patient, 'third');
  time.stalls = false;
  await time.pass(0);
  equal(patient.status, 'READY');
  equal(seen.statuses.at(-1), 'READY');
  deepStrictEqual(seen.changes, [[patient.flag]]);
  if (row.is !== 'harmless') complained(patient, row);
}

/** Lets time pass until it was tried often enough in vain. */
async function tried({ time, board, paths, seen }: Patient, row: SocketRow): Promise<void> {
  const before = board.asked(paths.stream);
  const count = row.is === 'lasting' ? 1 : row.heavy === true ? 2 : 3;
  // Nobody hears of requests to a host that is down.
  const isEnough = (): boolean =>
    board.isDown ? seen.complaints.some((line) => row.says.test(line)) : board.asked(paths.stream) - before >= count;
  await time.passUntil(`it was tried ${count} times`, isEnough, LONGEST_WAIT);
  await time.passUntil('it was told', () => seen.complaints.some((line) => row.says.test(line)), LONGEST_WAIT);
}

/** Each distinct problem is told once. */
function complained({ seen }: Patient, row: SocketRow): void {
  const { complaints } = seen;
  ok(
    complaints.some((line) => row.says.test(line)),
    complaints.join('\n'),
  );
  equal(new Set(complaints).size, complaints.length, complaints.join('\n'));
  // A connection that is cut is one problem, the fault another, and that it lasts a third.
  ok(complaints.length <= 3, complaints.join('\n'));
  match(complaints.join('\n'), row.says);
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
}
