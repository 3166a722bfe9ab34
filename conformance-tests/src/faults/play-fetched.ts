import type { EvaluationDetails } from '@openfeature/server-sdk';
import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import type { FetchedRow } from './fetched-table.js';
import { bringTrouble, type Patient } from './patient.js';

/** A patient whose backend decides; what is asked for as its definitions is the answer for a user. It tries twice. */
export interface FetchingPatient extends Patient {
  /** What the application gets for the flag, with everything that is said of it. */
  details(): Promise<EvaluationDetails<string>>;
  /** How long an evaluation may take at most, both attempts and the wait between them, in milliseconds. */
  readonly budgetMs: number;
  /** How long an answer serves, in milliseconds. */
  readonly ttlMs: number;
  /** How long after a failure nothing is asked for, in milliseconds. */
  readonly cooldownMs: number;
}

/** The fault is there from the beginning, and goes away. */
export async function playFetchedAtStart(patient: FetchingPatient, row: FetchedRow): Promise<void> {
  const { time, seen } = patient;
  await time.settled(patient.open());
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  const details = await inBudget(patient, row);
  if (row.is === 'harmless') {
    isWell(details, 'first');
  } else {
    failed(details, row);
    await recovers(patient, row, 'first', mend);
  }
  deepStrictEqual(seen.statuses, ['READY']);
}

/** All is well at first; then comes the fault, and goes away. */
export async function playFetchedLater(patient: FetchingPatient, row: FetchedRow): Promise<void> {
  const { time, seen } = patient;
  await time.settled(patient.open());
  isWell(await time.settled(patient.details()), 'first');
  patient.change('second');
  const mend = await bringTrouble(patient, row.trouble, 'definitions');
  await time.pass(patient.ttlMs);
  const details = await inBudget(patient, row);
  if (row.is === 'harmless') {
    isWell(details, 'second');
  } else {
    if (row.is === 'lasting') failed(details, row);
    else deepStrictEqual([details.value, details.reason, details.errorCode], ['first', 'STALE', undefined]);
    await recovers(patient, row, 'second', mend);
  }
  deepStrictEqual(seen.statuses, ['READY']);
}

/** Evaluates once, while the fault is there: that ends in time, with as many requests as the fault is worth. */
async function inBudget(patient: FetchingPatient, row: FetchedRow): Promise<EvaluationDetails<string>> {
  const { time, board, paths, seen, budgetMs } = patient;
  const before = board.asked(paths.definitions);
  const start = time.clock.now();
  time.stalls = row.stalls === true;
  const details = await time.settled(patient.details());
  time.stalls = false;
  const took = time.clock.now() - start;
  ok(took <= budgetMs, `it took ${took} ms`);
  // Nobody hears of requests to a host that is down.
  if (row.trouble.kind !== 'down') equal(board.asked(paths.definitions) - before, row.is === 'passing' ? 2 : 1);
  if (row.is === 'harmless') deepStrictEqual(seen.complaints, []);
  else saidOnce(patient, row);
  return details;
}

/** For a moment nobody asks, which costs the next answer nothing; then it is what the backend says. */
async function recovers(
  patient: FetchingPatient,
  row: FetchedRow,
  treatment: string,
  mend: () => Promise<void>,
): Promise<void> {
  const { time, board, paths, cooldownMs } = patient;
  await mend();
  const before = board.asked(paths.definitions);
  await time.settled(patient.details());
  equal(board.asked(paths.definitions), before, 'it asks at once');
  await time.pass(cooldownMs);
  isWell(await time.settled(patient.details()), treatment);
  equal(board.asked(paths.definitions), before + 1);
  saidOnce(patient, row);
}

function failed({ value, reason, errorCode }: EvaluationDetails<string>, row: FetchedRow): void {
  deepStrictEqual([value, reason, errorCode], ['default', 'ERROR', row.code]);
}

function isWell({ value, errorCode }: EvaluationDetails<string>, treatment: string): void {
  deepStrictEqual([value, errorCode], [treatment, undefined]);
}

function saidOnce({ seen }: Patient, row: FetchedRow): void {
  equal(seen.complaints.length, 1, seen.complaints.join('\n'));
  match(seen.complaints.join(), row.says);
}
