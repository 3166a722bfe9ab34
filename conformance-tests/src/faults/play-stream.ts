import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import { comes, LONGEST_WAIT } from './comes.js';
import { bringTrouble, type Patient } from './patient.js';
import type { StreamRow } from './stream-table.js';

/** Everything is well but the stream; then that is well too. The patient must be one that streams. */
export async function playStream(patient: Patient, row: StreamRow): Promise<void> {
  const { time, seen, board, paths } = patient;
  const mend = await bringTrouble(patient, row.trouble, 'stream');
  await time.settled(patient.open());
  if (row.is === 'harmless') {
    const before = board.asked(paths.definitions);
    await time.pass(0);
    // By a stream that brings whole definitions the first ones may come too: no change is told then.
    await heard(patient, 'streamed');
    ok(board.asked(paths.definitions) - before <= 1, 'it polls besides');
    deepStrictEqual([seen.statuses, seen.complaints], [['READY'], []]);
    return;
  }
  const attempts = row.is === 'lasting' ? 1 : row.heavy ? 2 : 3;
  await time.passUntil('the stream was tried', () => board.asked(paths.stream) >= attempts, LONGEST_WAIT);
  await time.pass(1_000);
  patient.change('polled');
  await comes(patient, 'polled');
  await mend();
  const before = board.asked(paths.stream);
  await time.passUntil('the stream was tried again', () => board.asked(paths.stream) > before, LONGEST_WAIT);
  await time.quiet();
  // What is told by a stream comes while the clock stands still.
  patient.change('streamed', true);
  const changes = seen.changes.length;
  await time.until('what the stream says has come', () => seen.changes.length > changes);
  equal(await patient.answer(), 'streamed');
  // What is polled for is up to date: nobody is to be told that it might not be.
  deepStrictEqual(seen.statuses, ['READY']);
  equal(seen.complaints.length, 1, seen.complaints.join('\n'));
  match(seen.complaints.join(), row.says);
}

/** Waits until the application gets a treatment, while the clock stands still. */
async function heard(patient: Patient, treatment: string): Promise<void> {
  let answer = await patient.answer();
  await patient.time.until(`the answer is ${treatment}`, () => {
    void patient.answer().then((now) => (answer = now));
    return answer === treatment;
  });
}
